package planted.domain.bgp.session;

/** Breaks: bgp sees net, route and itself only. */
public class SeesService {
    planted.domain.service.SeesBgp other;
}
