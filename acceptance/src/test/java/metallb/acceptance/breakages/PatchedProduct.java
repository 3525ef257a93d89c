package metallb.acceptance.breakages;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The product and its tests as Maven compiled them, loaded anew, with classes of a broken source in front of them.
 * Everything else (JUnit, libraries) is shared with the parent.
 */
final class PatchedProduct extends URLClassLoader {
    private static final List<String> MODULES = List.of("domain", "ports", "adapters", "bootstrap", "acceptance");

    private PatchedProduct(List<URL> places, ClassLoader parent) {
        super(places.toArray(URL[]::new), parent);
    }

    /** @param patch a directory of classes that go before the built ones; an empty one for the product as it is */
    static PatchedProduct of(Path root, Path patch) throws IOException {
        List<URL> places = new ArrayList<>();
        places.add(patch.toUri().toURL());
        for (Path built : builtClasses(root)) {
            places.add(built.toUri().toURL());
        }
        return new PatchedProduct(places, PatchedProduct.class.getClassLoader());
    }

    /**
     * Compiles the broken source alone, against the built classes.
     *
     * @return what javac found wrong; empty where it compiled
     */
    static String compile(Breakage breakage, Path root, Path patch) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String classPath = String.join(File.pathSeparator,
                Stream.concat(builtClasses(root).stream().map(Path::toString),
                        Stream.of(System.getProperty("java.class.path"))).toList());
        boolean compiled = compiler.getTask(said, null, null,
                List.of("-proc:none", "-nowarn", "-parameters", "-d", patch.toString(), "-cp", classPath), null,
                List.of(new Source(root.resolve(breakage.file()).toUri(), breakage.brokenText(root)))).call();
        return compiled ? "" : "does not compile: " + said;
    }

    private static List<Path> builtClasses(Path root) {
        return MODULES.stream().map(root::resolve)
                .flatMap(module -> Stream.of(module.resolve("target/classes"), module.resolve("target/test-classes")))
                .filter(Files::isDirectory).toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith("metallb.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    /** A source in memory, under its own name. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(URI uri, String text) {
            super(uri, JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
