/** Pools of addresses and the book of who holds which: claims, allocations, counters. Decides nothing about services. */
package metallb.domain.pool;
