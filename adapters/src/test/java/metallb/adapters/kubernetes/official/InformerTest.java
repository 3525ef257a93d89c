package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.informer.cache.Lister;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A {@code SharedInformerFactory}'s informer: what its lister holds is what is there, also after watches broke. */
@Timeout(90)
class InformerTest {
    private static final String NAMESPACE = "default";

    private final OfficialClient official = new OfficialClient();
    private final CoreV1Api core = new CoreV1Api(official.client());
    private final SharedInformerFactory factory = new SharedInformerFactory(official.client());
    private final List<String> heard = new ArrayList<>();
    private SharedIndexInformer<V1ConfigMap> informer;
    private Lister<V1ConfigMap> lister;

    @BeforeEach
    void inform() throws ApiException {
        create("a");
        informer = factory.sharedIndexInformerFor(parameters -> core.listNamespacedConfigMap(NAMESPACE).resourceVersion(parameters.resourceVersion)
                .watch(parameters.watch).timeoutSeconds(parameters.timeoutSeconds).allowWatchBookmarks(true).buildCall(null),
                V1ConfigMap.class, V1ConfigMapList.class, 0);
        lister = new Lister<>(informer.getIndexer());
        informer.addEventHandler(new Writing());
    }

    @AfterEach
    void stop() {
        factory.stopAllRegisteredInformers();
        official.close();
    }

    /** Writes down what happened to which object, under the monitor of the list. */
    private final class Writing implements ResourceEventHandler<V1ConfigMap> {
        @Override
        public void onAdd(V1ConfigMap object) {
            add("add " + briefly(object));
        }

        @Override
        public void onUpdate(V1ConfigMap old, V1ConfigMap object) {
            add("update " + briefly(old) + " " + briefly(object));
        }

        @Override
        public void onDelete(V1ConfigMap object, boolean finalStateUnknown) {
            add("delete " + object.getMetadata().getName());
        }

        private static String briefly(V1ConfigMap object) {
            return object.getMetadata().getName() + "=" + object.getData().get("k");
        }

        private void add(String line) {
            synchronized (heard) {
                heard.add(line);
                heard.notifyAll();
            }
        }
    }

    private void create(String name) throws ApiException {
        core.createNamespacedConfigMap(NAMESPACE, configMap(name, "1")).execute();
    }

    private static V1ConfigMap configMap(String name, String value) {
        return new V1ConfigMap().metadata(new V1ObjectMeta().name(name)).putDataItem("k", value);
    }

    private void replace(String name, String value) throws ApiException {
        core.replaceNamespacedConfigMap(name, NAMESPACE, configMap(name, value)).execute();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        synchronized (heard) {
            while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
                heard.wait(100);
            }
            assertTrue(condition.getAsBoolean(), () -> "heard " + heard);
        }
    }

    private Map<String, V1ConfigMap> there() throws ApiException {
        Map<String, V1ConfigMap> there = new TreeMap<>();
        core.listNamespacedConfigMap(NAMESPACE).execute().getItems().forEach(each -> there.put(each.getMetadata().getName(), each));
        return there;
    }

    /** A watch's objects say their kind, a list's do not; apart from that they are compared whole. */
    private Map<String, V1ConfigMap> held() {
        Map<String, V1ConfigMap> held = new TreeMap<>();
        lister.namespace(NAMESPACE).list().forEach(each -> held.put(each.getMetadata().getName(), OfficialClient.model(each.toJson(),
                V1ConfigMap.class).apiVersion(null).kind(null)));
        return held;
    }

    @Test
    void hearsEveryChangeOnce() throws Exception {
        factory.startAllRegisteredInformers();
        await(informer::hasSynced);
        create("b");
        replace("a", "2");
        core.deleteNamespacedConfigMap("b", NAMESPACE).execute();
        await(() -> heard.size() == 4);
        // its queue is ordered by object: what waits of one is told in one go
        assertEquals(List.of("add a=1", "update a=1 a=2"), heard.stream().filter(line -> line.contains(" a")).toList());
        assertEquals(List.of("add b=1", "delete b"), heard.stream().filter(line -> line.contains(" b")).toList());
        assertEquals(there(), held());
    }

    @Test
    void holdsWhatIsThereAfterEveryWayToLoseAWatch() throws Exception {
        Selection watches = Selection.of("watch", "configmaps");
        List.of(BreakWatch.of(Break.EXPIRE, 1), BreakWatch.of(Break.CUT, 1), BreakWatch.of(Break.DROP, 1), BreakWatch.of(Break.END, 1),
                new Fault.Answer(Refusal.of(500)), new Fault.Answer(Refusal.of(410)))
                .forEach(fault -> official.cluster().faults().add(Rule.once(watches, fault)));
        factory.startAllRegisteredInformers();
        await(informer::hasSynced);
        for (int round = 2; official.cluster().faults().standing().stream().anyMatch(each -> each.fired() == 0); round++) {
            String value = Integer.toString(round);
            replace("a", value);
            create("made" + round);
            if (round > 3) {
                core.deleteNamespacedConfigMap("made" + (round - 1), NAMESPACE).execute();
            }
            official.compact();
            await(() -> isHeld("a", value) && lister.namespace(NAMESPACE).get("made" + value) != null);
        }
        create("last");
        await(() -> isHeld("last", "1"));
        assertEquals(there(), held());
    }

    private boolean isHeld(String name, String value) {
        V1ConfigMap held = lister.namespace(NAMESPACE).get(name);
        return held != null && value.equals(held.getData().get("k"));
    }
}
