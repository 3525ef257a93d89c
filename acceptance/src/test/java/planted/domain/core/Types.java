package planted.domain.core;

/** A field for each type that domain may not see. */
class Types {
    java.io.File ioAll;
    java.net.URI netAll;
    java.nio.channels.Selector nioChannelsAll;
    java.nio.file.Path nioFileAll;
    java.lang.foreign.Arena langForeignAll;
    java.util.concurrent.Executor utilConcurrentAll;
    java.util.jar.JarFile utilJarAll;
    java.util.zip.ZipFile utilZipAll;
    java.lang.reflect.Method langReflectAll;
    java.lang.invoke.MethodHandle langInvokeAll;
    java.lang.ref.WeakReference<String> langRefAll;
    Thread thread;
    ThreadGroup threadGroup;
    ThreadLocal<String> threadLocal;
    InheritableThreadLocal<String> inheritableThreadLocal;
    ScopedValue<String> scopedValue;
    Process process;
    ProcessBuilder processBuilder;
    ProcessHandle processHandle;
    Runtime runtime;
    ClassLoader classLoader;
    StackWalker stackWalker;
    java.util.Timer timer;
    java.util.TimerTask timerTask;
    java.util.ServiceLoader<String> serviceLoader;
    java.util.ResourceBundle resourceBundle;
    java.util.Scanner scanner;
    java.util.Date date;
    java.util.Calendar calendar;
    java.time.Clock clock;
    java.time.InstantSource instantSource;
    java.util.Random random;
    java.security.SecureRandom secureRandom;
    java.util.HashMap<String, String> hashMap;
    java.util.HashSet<String> hashSet;
    java.util.IdentityHashMap<String, String> identityHashMap;
    java.util.WeakHashMap<String, String> weakHashMap;
    java.util.Hashtable<String, String> hashtable;
    java.util.Properties properties;
    java.util.random.RandomGenerator utilRandomAll;
    java.text.DecimalFormat textAll;
    java.util.Formatter formatter;
    java.util.TimeZone timeZone;
}
