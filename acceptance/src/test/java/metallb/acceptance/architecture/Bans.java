package metallb.acceptance.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rules 2 and 2b keep out of domain, one text a ban.
 *
 * <p>A type is banned by its name, or by its package with two dots behind it. A call, a method reference and a field
 * are banned by {@code OWNER.NAME}, of all overloads, or by {@code OWNER.NAME(A,B)} with the simple names of one
 * overload's parameters; {@code *} stands for anything. The owner is the class that the code names or the one that
 * declares the member.
 */
final class Bans {
    /** Types and packages through which the world outside is reached, by waiting or by threads too. */
    static final List<String> OUTSIDE_TYPES = List.of(
            "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.lang.foreign..",
            "java.util.concurrent..", "java.util.jar..", "java.util.zip..", "java.lang.reflect..",
            "java.lang.invoke..", "java.lang.ref..", "java.lang.Thread", "java.lang.ThreadGroup",
            "java.lang.ThreadLocal", "java.lang.InheritableThreadLocal", "java.lang.ScopedValue",
            "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle", "java.lang.Runtime",
            "java.lang.ClassLoader", "java.lang.StackWalker", "java.util.Timer", "java.util.TimerTask",
            "java.util.ServiceLoader", "java.util.ResourceBundle", "java.util.Scanner", "java.util.Date",
            "java.util.Calendar", "java.time.Clock", "java.time.InstantSource", "java.util.Random",
            "java.security.SecureRandom");

    /** Types whose order, text or numbers differ from JVM to JVM. */
    static final List<String> UNSTEADY_TYPES = List.of(
            "java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap",
            "java.util.Hashtable", "java.util.Properties", "java.util.random..", "java.text..",
            "java.util.Formatter", "java.util.TimeZone");

    /** Calls by which the world outside is asked. Of System, arraycopy alone is allowed. */
    static final List<String> OUTSIDE_CALLS = List.of(
            "java.lang.System.*", "java.time.*.now", "java.lang.Math.random", "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID", "java.util.SplittableRandom.<init>()", "java.lang.Integer.getInteger",
            "java.lang.Long.getLong", "java.lang.Boolean.getBoolean", "java.lang.Class.forName",
            "java.lang.Class.getResource*", "java.lang.Class.getDeclared*", "java.lang.Object.wait",
            "java.lang.Throwable.printStackTrace", "java.lang.Throwable.getStackTrace");

    /** Calls whose order, text or numbers differ from JVM to JVM, by salt, settings, threads or addresses. */
    static final List<String> UNSTEADY_CALLS = List.of(
            "java.util.Set.of", "java.util.Set.copyOf", "java.util.Map.of", "java.util.Map.ofEntries",
            "java.util.Map.copyOf", "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableSet", "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.stream.Collectors.toMap(Function,Function)",
            "java.util.stream.Collectors.toMap(Function,Function,BinaryOperator)",
            "java.util.stream.Collectors.groupingBy(Function)",
            "java.util.stream.Collectors.groupingBy(Function,Collector)",
            "java.util.stream.Collectors.groupingByConcurrent", "java.util.stream.Collectors.toConcurrentMap",
            "java.util.Collections.shuffle", "java.util.Collection.parallelStream",
            "java.util.stream.BaseStream.parallel", "java.util.stream.BaseStream.unordered",
            "java.util.stream.*.findAny", "java.util.stream.StreamSupport.*", "java.util.Arrays.parallel*",
            "java.lang.Object.hashCode", "java.lang.Enum.hashCode",
            "java.util.Objects.toIdentityString", "java.lang.String.toLowerCase()", "java.lang.String.toUpperCase()",
            "java.lang.String.format(String,Object[])", "java.lang.String.formatted", "java.lang.String.getBytes()",
            "java.lang.String.<init>(byte[])", "java.lang.String.<init>(byte[],int,int)",
            "java.nio.charset.Charset.defaultCharset", "java.util.Locale.getDefault",
            "java.time.ZoneId.systemDefault", "java.time.format.DateTimeFormatter.ofPattern(String)",
            "java.time.format.DateTimeFormatter.ofLocalized*", "java.lang.Math.sin", "java.lang.Math.cos",
            "java.lang.Math.tan", "java.lang.Math.asin", "java.lang.Math.acos", "java.lang.Math.atan",
            "java.lang.Math.atan2", "java.lang.Math.sinh", "java.lang.Math.cosh", "java.lang.Math.tanh",
            "java.lang.Math.hypot", "java.lang.Math.exp", "java.lang.Math.expm1", "java.lang.Math.log",
            "java.lang.Math.log10", "java.lang.Math.log1p", "java.lang.Math.pow", "java.lang.Math.cbrt");

    private static final List<String> ALLOWED = List.of("java.lang.System.arraycopy");

    private Bans() {}

    /** Whether a type is under one of these bans. */
    static DescribedPredicate<JavaClass> types(List<String> bans) {
        return DescribedPredicate.describe("are banned", type -> bans.stream().anyMatch(ban -> ban.endsWith("..")
                ? (type.getPackageName() + ".").startsWith(ban.substring(0, ban.length() - 1))
                : type.getName().equals(ban)));
    }

    /** Whether a call, a method reference or a field's use is under one of these bans. */
    static DescribedPredicate<JavaAccess<?>> calls(List<String> bans) {
        Pattern banned = Pattern.compile(bans.stream()
                .map(ban -> Pattern.quote(ban).replace("*", "\\E.*\\Q"))
                .collect(Collectors.joining("|")));
        return DescribedPredicate.describe("are banned", access -> names(access.getTarget())
                .anyMatch(name -> banned.matcher(name).matches()) && !isAllowed(access.getTarget()));
    }

    private static boolean isAllowed(AccessTarget target) {
        return ALLOWED.contains(target.getOwner().getName() + "." + target.getName());
    }

    /** A target under all of its names: with and without parameters, of the named owner and of the declaring one. */
    private static Stream<String> names(AccessTarget target) {
        String parameters = target instanceof AccessTarget.CodeUnitAccessTarget code
                ? code.getRawParameterTypes().stream().map(JavaClass::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"))
                : "";
        return Stream.concat(Stream.of(target.getOwner()), target.resolveMember().map(JavaMember::getOwner).stream())
                .map(owner -> owner.getName() + "." + target.getName())
                .flatMap(name -> Stream.of(name, name + parameters));
    }
}
