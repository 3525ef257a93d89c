/** Who of several controllers acts: a machine that contends for a Lease. Knows nothing of what the leader does. */
package metallb.domain.lease;
