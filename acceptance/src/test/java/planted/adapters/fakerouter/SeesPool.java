package planted.adapters.fakerouter;

/** Breaks: adapters do not see where the core decides. */
public class SeesPool {
    planted.domain.pool.SeesBgp pool;
}
