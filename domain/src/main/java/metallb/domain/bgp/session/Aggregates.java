package metallb.domain.bgp.session;

import metallb.domain.route.RouteKey;

/**
 * Counts what waits to be told, by whether it is an aggregate. Where an aggregate takes the place of the routes in it, or they
 * take its place, the new ones have to be told first: between the withdrawals and the news the addresses would be reachable
 * nowhere.
 */
final class Aggregates {
    private int announced;
    private int withdrawn;
    private int aggregatesAnnounced;
    private int aggregatesWithdrawn;

    void waits(RouteKey key, RouteChange change) {
        count(key, change, 1);
    }

    void waitsNoMore(RouteKey key, RouteChange change) {
        count(key, change, -1);
    }

    void clear() {
        announced = 0;
        withdrawn = 0;
        aggregatesAnnounced = 0;
        aggregatesWithdrawn = 0;
    }

    /** Whether withdrawals are to wait for what is announced. */
    boolean mayReplace() {
        return aggregatesAnnounced > 0 && withdrawn > 0 || aggregatesWithdrawn > 0 && announced > 0;
    }

    private void count(RouteKey key, RouteChange change, int by) {
        int aggregate = key.prefix().length() < key.family().bits() ? by : 0;
        switch (change) {
            case RouteChange.Announce _ -> {
                announced += by;
                aggregatesAnnounced += aggregate;
            }
            case RouteChange.Withdraw _ -> {
                withdrawn += by;
                aggregatesWithdrawn += aggregate;
            }
        }
    }
}
