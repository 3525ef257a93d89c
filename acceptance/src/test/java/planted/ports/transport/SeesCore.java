package planted.ports.transport;

/** Breaks: ports name no event of a core and do not see where it decides. */
public class SeesCore {
    planted.domain.core.Stop event;
    planted.domain.pool.SeesBgp pool;
}
