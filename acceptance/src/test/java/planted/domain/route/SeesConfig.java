package planted.domain.route;

/** Breaks: route sees net only. */
public class SeesConfig {
    planted.domain.config.SeesJackson other;
}
