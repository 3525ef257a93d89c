package metallb.acceptance.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads Java sources as javac parses them and says where they break a rule that class files do not show. */
final class Sources {
    static final int LONGEST_FILE = 400;
    static final int LONGEST_METHOD = 60;
    private static final List<String> EMPTY_NAMES = List.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils",
            "Data", "Info");

    private Sources() {}

    /** Every Java file of the reactor, tests too. */
    static List<Path> ofTheProject() {
        Path root = projectRoot();
        List<Path> files = new ArrayList<>();
        for (String module : List.of("domain", "ports", "adapters", "bootstrap", "acceptance")) {
            try (Stream<Path> walk = Files.walk(root.resolve(module).resolve("src"))) {
                walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    static Path projectRoot() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("domain"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** One line a violation: {@code FILE:LINE: what}. */
    static List<String> violations(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<String> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                long lines = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, unit));
                if (lines > LONGEST_FILE) {
                    found.add(place(unit, 1) + "the file has " + lines + " lines, " + LONGEST_FILE + " at most");
                }
                new Scan(unit, positions, found).scan(unit, null);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(CompilationUnitTree unit, long line) {
        return unit.getSourceFile().getName() + ":" + line + ": ";
    }

    private static final class Scan extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        Scan(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long length = lines.getLineNumber(positions.getEndPosition(unit, method)) - first + 1;
            if (length > LONGEST_METHOD) {
                found.add(place(unit, first) + "method " + method.getName() + " has " + length + " lines, "
                        + LONGEST_METHOD + " at most");
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            String name = type.getSimpleName().toString();
            for (String empty : EMPTY_NAMES) {
                if (name.equals(empty) || name.matches(".*[a-z0-9]" + empty)) {
                    long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, type));
                    found.add(place(unit, line) + "the name " + name + " says nothing: no " + empty);
                }
            }
            return super.visitClass(type, nothing);
        }
    }
}
