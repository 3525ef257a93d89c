package planted.domain.core;

import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A method for each call that domain may not make; it does nothing else. */
class Calls {
    private Object text;
    private List<Integer> list;
    private Map<Integer, Integer> map;
    private Stream<Integer> stream;
    private byte[] bytes;
    private int[] numbers;
    private Throwable failure;
    private Function<Integer, Integer> key;
    private BinaryOperator<Integer> first;

    Object systemAny() {
        return System.nanoTime();
    }

    Object anyNow() {
        return Instant.now();
    }

    Object mathRandom() {
        return Math.random();
    }

    Object strictMathRandom() {
        return StrictMath.random();
    }

    Object uUIDRandomUUID() {
        return UUID.randomUUID();
    }

    Object splittableRandomNew() {
        return new SplittableRandom();
    }

    Object integerGetInteger() {
        return Integer.getInteger("x");
    }

    Object longGetLong() {
        return Long.getLong("x");
    }

    Object booleanGetBoolean() {
        return Boolean.getBoolean("x");
    }

    Object classForName() {
        return Class.forName(String.class.getModule(), "x");
    }

    Object classGetResourceAny() {
        return String.class.getResource("x");
    }

    Object classGetDeclaredAny() {
        return String.class.getDeclaredMethods();
    }

    void objectWait() throws InterruptedException {
        text.wait(1);
    }

    void throwablePrintStackTrace() {
        failure.printStackTrace();
    }

    Object throwableGetStackTrace() {
        return failure.getStackTrace();
    }

    Object setOf() {
        return Set.of(1, 2);
    }

    Object setCopyOf() {
        return Set.copyOf(list);
    }

    Object mapOf() {
        return Map.of(1, 2);
    }

    Object mapOfEntries() {
        return Map.ofEntries(Map.entry(1, 2));
    }

    Object mapCopyOf() {
        return Map.copyOf(map);
    }

    Object collectorsToSet() {
        return Collectors.toSet();
    }

    Object collectorsToUnmodifiableSet() {
        return Collectors.toUnmodifiableSet();
    }

    Object collectorsToUnmodifiableMap() {
        return Collectors.toUnmodifiableMap(key, key);
    }

    Object collectorsToMapFunctionFunction() {
        return Collectors.toMap(key, key);
    }

    Object collectorsToMapFunctionFunctionBinaryOperator() {
        return Collectors.toMap(key, key, first);
    }

    Object collectorsGroupingByFunction() {
        return Collectors.groupingBy(key);
    }

    Object collectorsGroupingByFunctionCollector() {
        return Collectors.groupingBy(key, Collectors.counting());
    }

    Object collectorsGroupingByConcurrent() {
        return Collectors.groupingByConcurrent(key);
    }

    Object collectorsToConcurrentMap() {
        return Collectors.toConcurrentMap(key, key);
    }

    void collectionsShuffle() {
        Collections.shuffle(list);
    }

    Object collectionParallelStream() {
        return list.parallelStream();
    }

    Object baseStreamParallel() {
        return stream.parallel();
    }

    Object baseStreamUnordered() {
        return stream.unordered();
    }

    Object anyFindAny() {
        return stream.findAny();
    }

    Object streamSupportAny() {
        return StreamSupport.stream(list.spliterator(), true);
    }

    void arraysParallelAny() {
        Arrays.parallelSort(numbers);
    }

    Object objectHashCode() {
        return text.hashCode();
    }

    Object enumHashCode() {
        return RoundingMode.UP.hashCode();
    }

    Object objectsToIdentityString() {
        return Objects.toIdentityString(text);
    }

    Object stringToLowerCase() {
        return "X".toLowerCase();
    }

    Object stringToUpperCase() {
        return "x".toUpperCase();
    }

    Object stringFormatStringObjects() {
        return String.format("%d", 1);
    }

    Object stringFormatted() {
        return "%d".formatted(1);
    }

    Object stringGetBytes() {
        return "x".getBytes();
    }

    Object stringNewBytes() {
        return new String(bytes);
    }

    Object stringNewBytesIntInt() {
        return new String(bytes, 0, 1);
    }

    Object charsetDefaultCharset() {
        return Charset.defaultCharset();
    }

    Object localeGetDefault() {
        return Locale.getDefault();
    }

    Object zoneIdSystemDefault() {
        return ZoneId.systemDefault();
    }

    Object dateTimeFormatterOfPatternString() {
        return DateTimeFormatter.ofPattern("E");
    }

    Object dateTimeFormatterOfLocalizedAny() {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL);
    }

    Object mathSin() {
        return Math.sin(1);
    }

    Object mathCos() {
        return Math.cos(1);
    }

    Object mathTan() {
        return Math.tan(1);
    }

    Object mathAsin() {
        return Math.asin(1);
    }

    Object mathAcos() {
        return Math.acos(1);
    }

    Object mathAtan() {
        return Math.atan(1);
    }

    Object mathAtan2() {
        return Math.atan2(1, 2);
    }

    Object mathSinh() {
        return Math.sinh(1);
    }

    Object mathCosh() {
        return Math.cosh(1);
    }

    Object mathTanh() {
        return Math.tanh(1);
    }

    Object mathHypot() {
        return Math.hypot(1, 2);
    }

    Object mathExp() {
        return Math.exp(1);
    }

    Object mathExpm1() {
        return Math.expm1(1);
    }

    Object mathLog() {
        return Math.log(1);
    }

    Object mathLog10() {
        return Math.log10(1);
    }

    Object mathLog1p() {
        return Math.log1p(1);
    }

    Object mathPow() {
        return Math.pow(1, 2);
    }

    Object mathCbrt() {
        return Math.cbrt(1);
    }
}
