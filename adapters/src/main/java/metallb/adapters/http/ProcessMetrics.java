package metallb.adapters.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.MetricFamily.Sample;
import metallb.domain.core.MetricFamily.Type;

/** The process as every Prometheus client shows it, under the usual names. */
final class ProcessMetrics {
    private ProcessMetrics() {}

    static List<MetricFamily> now() {
        List<MetricFamily> families = new ArrayList<>();
        families.add(MetricFamily.single("process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.", Type.GAUGE,
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            families.add(MetricFamily.single("process_cpu_seconds_total",
                    "Total user and system CPU time spent in seconds.", Type.COUNTER, unix.getProcessCpuTime() / 1e9));
            families.add(MetricFamily.single("process_open_fds", "Number of open file descriptors.", Type.GAUGE,
                    unix.getOpenFileDescriptorCount()));
            families.add(MetricFamily.single("process_max_fds", "Maximum number of open file descriptors.", Type.GAUGE,
                    unix.getMaxFileDescriptorCount()));
        }
        addResidentMemory(families);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        families.add(new MetricFamily("jvm_memory_used_bytes", "Used bytes of an area of the JVM's memory.", Type.GAUGE,
                List.of(sample("heap", memory.getHeapMemoryUsage().getUsed()),
                        sample("nonheap", memory.getNonHeapMemoryUsage().getUsed()))));
        families.add(new MetricFamily("jvm_memory_max_bytes", "Most bytes of an area of the JVM's memory.", Type.GAUGE,
                List.of(sample("heap", memory.getHeapMemoryUsage().getMax()))));
        families.add(MetricFamily.single("jvm_threads_current", "Platform threads of the JVM.", Type.GAUGE,
                ManagementFactory.getThreadMXBean().getThreadCount()));
        return families;
    }

    /** Linux tells it; elsewhere there is no such metric (proc(5), VmRSS in kB). */
    private static void addResidentMemory(List<MetricFamily> families) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    families.add(MetricFamily.single("process_resident_memory_bytes",
                            "Resident memory size in bytes.", Type.GAUGE,
                            1024.0 * Long.parseLong(line.replaceAll("[^0-9]", ""))));
                }
            }
        } catch (IOException e) {
            // no such metric then
        }
    }

    private static Sample sample(String area, double bytes) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("area", area);
        return new Sample(labels, bytes);
    }
}
