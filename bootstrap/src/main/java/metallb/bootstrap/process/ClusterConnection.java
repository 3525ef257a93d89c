package metallb.bootstrap.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import metallb.adapters.config.YamlTextReader;
import metallb.adapters.kubernetes.AccessSearch;
import metallb.adapters.kubernetes.ClusterAccess;
import metallb.adapters.kubernetes.KubernetesFeed;
import metallb.adapters.kubernetes.KubernetesLease;
import metallb.adapters.kubernetes.KubernetesWriter;
import metallb.adapters.kubernetes.Timings;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.Report;
import metallb.domain.lease.LeaseTimings;
import metallb.ports.cluster.ClusterFeed;
import metallb.ports.cluster.Leases;

/** A daemon's way to its cluster: found as kubectl finds it, watched and written to under one name. */
public final class ClusterConnection {
    private final ClusterOptions options;
    private final Daemon<?> daemon;
    private final String component;
    private final ClusterAccess access;
    private final ObjectDecoder decoder = new ObjectDecoder(new YamlTextReader());
    private final KubernetesWriter writer;

    private ClusterConnection(ClusterOptions options, Daemon<?> daemon, String component, String instance,
            ClusterAccess access) {
        this.options = options;
        this.daemon = daemon;
        this.component = component;
        this.access = daemon.with(access);
        this.writer = daemon.with(new KubernetesWriter(access, decoder, new EventEncoder(component, instance),
                Instant::now));
        daemon.showing(writer::metrics);
    }

    /**
     * @param component what events and the API's audit log name: {@code metallb-controller}, {@code metallb-speaker}
     * @param instance which of them, the node's or the host's name
     * @throws NoCluster where none is to be found, with what was looked for
     */
    public static ClusterConnection open(ClusterOptions options, Daemon<?> daemon, String component, String instance)
            throws NoCluster {
        AccessSearch search = new AccessSearch(options.kubeconfig().map(Path::of), System.getenv(),
                AccessSearch.SERVICE_ACCOUNT, userAgent(component, instance), Timings.usual());
        return switch (search.find()) {
            case AccessSearch.Finding.Found(ClusterAccess access) -> {
                daemon.journal().report(Report.info(component, "clusterFound", access.toString()));
                yield new ClusterConnection(options, daemon, component, instance, access);
            }
            case AccessSearch.Finding.Nothing(String why) -> throw new NoCluster(why);
        };
    }

    /** Tells an audit which of several it was: {@code metallb-controller (controller-6f7c9d5b4-x2x7l)}. */
    private static String userAgent(String component, String instance) {
        // a header holds no more than visible ASCII, and a comment in it no brackets
        return component + " (" + instance.replaceAll("[^\\x21-\\x7e]|[()\\\\]", "?") + ")";
    }

    public KubernetesWriter writer() {
        return writer;
    }

    /** Starts the watches of these kinds into the inbox, for as long as the process lives. */
    public void watch(Set<Kind> kinds, Consumer<? super ClusterEvent> inbox) {
        daemon.with(open(kinds, inbox));
    }

    /** Starts the watches of these kinds into the inbox. */
    public ClusterFeed open(Set<Kind> kinds, Consumer<? super ClusterEvent> inbox) {
        ObjectKey config = new ObjectKey(options.namespace(), options.config());
        ObjectKey accepted = new ObjectKey(options.namespace(), options.config() + "-accepted");
        return KubernetesFeed.open(access, kinds, config, accepted, decoder, new ClusterInlet(inbox, daemon.journal()));
    }

    /** The lease of that name in the namespace of the ConfigMaps, to be kept like that. */
    public Leases lease(String name, LeaseTimings timings) {
        return daemon.with(new KubernetesLease(access, new ObjectKey(options.namespace(), name), component,
                timings.margin()));
    }

    /** This host's name, for an instance that nobody named. */
    public static String hostName() {
        return Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isBlank()).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        });
    }

    /** There is no cluster to be found. */
    public static final class NoCluster extends Exception {
        private static final long serialVersionUID = 1;

        NoCluster(String why) {
            super(why);
        }
    }
}
