package metallb.acceptance.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import metallb.adapters.config.YamlTextReader;
import metallb.adapters.kubernetes.AccessSearch;
import metallb.adapters.kubernetes.ClusterAccess;
import metallb.adapters.kubernetes.KubernetesFeed;
import metallb.adapters.kubernetes.KubernetesWriter;
import metallb.adapters.kubernetes.Timings;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.IpAddress;
import metallb.ports.cluster.ClusterFeed;

/**
 * The least that must be done to give services addresses: it lists them once and writes one status patch after the other, 16
 * under way, and does nothing with the answers but to read them. {@link AssignFigures} measures controllers by it.
 */
public final class BareStatusLoop {
    private static final int UNDER_WAY = 16;

    private BareStatusLoop() {}

    public static void main(String[] arguments) throws InterruptedException {
        AccessSearch search = new AccessSearch(Optional.of(Path.of(arguments[0])), Map.of(), AccessSearch.SERVICE_ACCOUNT,
                "metallb-controller", Timings.usual());
        if (!(search.find() instanceof AccessSearch.Finding.Found(ClusterAccess access))) {
            throw new IllegalArgumentException("no cluster in " + arguments[0]);
        }
        ObjectDecoder decoder = new ObjectDecoder(new YamlTextReader());
        try (access; KubernetesWriter writer = new KubernetesWriter(access, decoder,
                new EventEncoder("metallb-controller", "bare"), Instant::now)) {
            List<ClusterObject> services = list(access, decoder);
            Semaphore room = new Semaphore(UNDER_WAY);
            int next = 0;
            for (ClusterObject service : services) {
                room.acquire();
                writer.write(write((Service) service, next++), outcome -> {
                    if (!(outcome instanceof WriteOutcome.Done)) {
                        throw new IllegalStateException(outcome.toString());
                    }
                    room.release();
                });
            }
            room.acquire(UNDER_WAY);
        }
    }

    private static Write write(Service service, int number) {
        String address = "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        return new Write.Status(new WriteId(Kind.SERVICE, service.key(), service.uid(), service.meta().version(), 1, 0),
                List.of(IpAddress.of(address)));
    }

    private static List<ClusterObject> list(ClusterAccess access, ObjectDecoder decoder) throws InterruptedException {
        List<ClusterObject> services = new ArrayList<>();
        CountDownLatch listed = new CountDownLatch(1);
        ObjectKey config = new ObjectKey("metallb-system", "config");
        KubernetesFeed feed = KubernetesFeed.open(access, Set.of(Kind.SERVICE), config, config, decoder,
                new ClusterFeed.Listener() {
                    @Override
                    public void observed(ClusterObject object) {
                        if (listed.getCount() > 0) {
                            services.add(object);
                        }
                    }

                    @Override
                    public void vanished(Kind kind, ObjectKey key, Uid uid) {}

                    @Override
                    public void listed(Kind kind, Map<ObjectKey, Uid> all) {
                        listed.countDown();
                    }

                    @Override
                    public void disturbed(Kind kind, String why) {
                        throw new IllegalStateException(why);
                    }
                });
        listed.await();
        feed.close();
        return services;
    }
}
