package metallb.domain.pool;

import java.math.BigInteger;

/**
 * How full a pool is.
 *
 * @param capacity how many addresses it may hand out; exact, and beyond 2^64 for large IPv6 pools
 * @param inUse how many of them are held
 */
public record PoolUse(String pool, BigInteger capacity, long inUse) {}
