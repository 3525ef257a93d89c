package planted.domain.net;

/** Breaks: net depends on nothing. */
public class SeesRoute {
    planted.domain.route.SeesConfig other;
}
