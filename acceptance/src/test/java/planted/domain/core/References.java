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
import java.util.Spliterator;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The same as {@link Calls} by method references. */
class References {
    private Object text;
    private List<Integer> list;
    private Stream<Integer> stream;
    private Throwable failure;

    LongSupplier systemAny() {
        return System::nanoTime;
    }

    Supplier<Instant> anyNow() {
        return Instant::now;
    }

    DoubleSupplier mathRandom() {
        return Math::random;
    }

    DoubleSupplier strictMathRandom() {
        return StrictMath::random;
    }

    Supplier<UUID> uUIDRandomUUID() {
        return UUID::randomUUID;
    }

    Supplier<SplittableRandom> splittableRandomNew() {
        return SplittableRandom::new;
    }

    Function<String, Integer> integerGetInteger() {
        return Integer::getInteger;
    }

    Function<String, Long> longGetLong() {
        return Long::getLong;
    }

    Predicate<String> booleanGetBoolean() {
        return Boolean::getBoolean;
    }

    BiFunction<Module, String, Class<?>> classForName() {
        return Class::forName;
    }

    Function<String, Object> classGetResourceAny() {
        return String.class::getResource;
    }

    Supplier<Object> classGetDeclaredAny() {
        return String.class::getDeclaredFields;
    }

    Pause objectWait() {
        return text::wait;
    }

    Runnable throwablePrintStackTrace() {
        return failure::printStackTrace;
    }

    Supplier<Object> throwableGetStackTrace() {
        return failure::getStackTrace;
    }

    BiFunction<Integer, Integer, Object> setOf() {
        return Set::of;
    }

    Function<List<Integer>, Object> setCopyOf() {
        return Set::copyOf;
    }

    BiFunction<Integer, Integer, Object> mapOf() {
        return Map::of;
    }

    Function<Map.Entry<Integer, Integer>[], Object> mapOfEntries() {
        return Map::ofEntries;
    }

    Function<Map<Integer, Integer>, Object> mapCopyOf() {
        return Map::copyOf;
    }

    Supplier<Object> collectorsToSet() {
        return Collectors::toSet;
    }

    Supplier<Object> collectorsToUnmodifiableSet() {
        return Collectors::toUnmodifiableSet;
    }

    BiFunction<Function<Integer, Integer>, Function<Integer, Integer>, Object> collectorsToUnmodifiableMap() {
        return Collectors::toUnmodifiableMap;
    }

    BiFunction<Function<Integer, Integer>, Function<Integer, Integer>, Object> collectorsToMapFunctionFunction() {
        return Collectors::toMap;
    }

    ToMap collectorsToMapFunctionFunctionBinaryOperator() {
        return Collectors::toMap;
    }

    Function<Function<Integer, Integer>, Object> collectorsGroupingByFunction() {
        return Collectors::groupingBy;
    }

    BiFunction<Function<Integer, Integer>, Collector<Integer, ?, Long>, Object> collectorsGroupingByFunctionCollector() {
        return Collectors::groupingBy;
    }

    Function<Function<Integer, Integer>, Object> collectorsGroupingByConcurrent() {
        return Collectors::groupingByConcurrent;
    }

    BiFunction<Function<Integer, Integer>, Function<Integer, Integer>, Object> collectorsToConcurrentMap() {
        return Collectors::toConcurrentMap;
    }

    Consumer<List<Integer>> collectionsShuffle() {
        return Collections::shuffle;
    }

    Supplier<Object> collectionParallelStream() {
        return list::parallelStream;
    }

    Supplier<Object> baseStreamParallel() {
        return stream::parallel;
    }

    Supplier<Object> baseStreamUnordered() {
        return stream::unordered;
    }

    Supplier<Object> anyFindAny() {
        return stream::findAny;
    }

    BiFunction<Spliterator<Integer>, Boolean, Object> streamSupportAny() {
        return StreamSupport::stream;
    }

    Consumer<int[]> arraysParallelAny() {
        return Arrays::parallelSort;
    }

    IntSupplier objectHashCode() {
        return text::hashCode;
    }

    IntSupplier enumHashCode() {
        return RoundingMode.UP::hashCode;
    }

    Function<Object, String> objectsToIdentityString() {
        return Objects::toIdentityString;
    }

    Function<String, String> stringToLowerCase() {
        return String::toLowerCase;
    }

    Function<String, String> stringToUpperCase() {
        return String::toUpperCase;
    }

    BiFunction<String, Object[], String> stringFormatStringObjects() {
        return String::format;
    }

    Function<Object[], String> stringFormatted() {
        return "%d"::formatted;
    }

    Supplier<Object> stringGetBytes() {
        return "x"::getBytes;
    }

    Function<byte[], String> stringNewBytes() {
        return String::new;
    }

    Slice stringNewBytesIntInt() {
        return String::new;
    }

    Supplier<Charset> charsetDefaultCharset() {
        return Charset::defaultCharset;
    }

    Supplier<Locale> localeGetDefault() {
        return Locale::getDefault;
    }

    Supplier<ZoneId> zoneIdSystemDefault() {
        return ZoneId::systemDefault;
    }

    Function<String, Object> dateTimeFormatterOfPatternString() {
        return DateTimeFormatter::ofPattern;
    }

    Function<FormatStyle, Object> dateTimeFormatterOfLocalizedAny() {
        return DateTimeFormatter::ofLocalizedDate;
    }

    DoubleUnaryOperator mathSin() {
        return Math::sin;
    }

    DoubleUnaryOperator mathCos() {
        return Math::cos;
    }

    DoubleUnaryOperator mathTan() {
        return Math::tan;
    }

    DoubleUnaryOperator mathAsin() {
        return Math::asin;
    }

    DoubleUnaryOperator mathAcos() {
        return Math::acos;
    }

    DoubleUnaryOperator mathAtan() {
        return Math::atan;
    }

    DoubleBinaryOperator mathAtan2() {
        return Math::atan2;
    }

    DoubleUnaryOperator mathSinh() {
        return Math::sinh;
    }

    DoubleUnaryOperator mathCosh() {
        return Math::cosh;
    }

    DoubleUnaryOperator mathTanh() {
        return Math::tanh;
    }

    DoubleBinaryOperator mathHypot() {
        return Math::hypot;
    }

    DoubleUnaryOperator mathExp() {
        return Math::exp;
    }

    DoubleUnaryOperator mathExpm1() {
        return Math::expm1;
    }

    DoubleUnaryOperator mathLog() {
        return Math::log;
    }

    DoubleUnaryOperator mathLog10() {
        return Math::log10;
    }

    DoubleUnaryOperator mathLog1p() {
        return Math::log1p;
    }

    DoubleBinaryOperator mathPow() {
        return Math::pow;
    }

    DoubleUnaryOperator mathCbrt() {
        return Math::cbrt;
    }

    private interface Pause {
        void of(long millis) throws InterruptedException;
    }

    private interface ToMap {
        Object of(Function<Integer, Integer> key, Function<Integer, Integer> value, BinaryOperator<Integer> merged);
    }

    private interface Slice {
        String of(byte[] bytes, int offset, int length);
    }
}
