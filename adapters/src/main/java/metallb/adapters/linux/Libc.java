package metallb.adapters.linux;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The functions of the C library that are called, as plain Java. */
@SuppressWarnings("restricted")
final class Libc {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final int LONGEST_WORDS = 256;
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle setsockopt;
    private final MethodHandle getsockopt;
    private final MethodHandle strerror;

    private Libc(MethodHandle setsockopt, MethodHandle getsockopt, MethodHandle strerror) {
        this.setsockopt = setsockopt;
        this.getsockopt = getsockopt;
        this.strerror = strerror;
    }

    /** @throws UnsupportedOperationException where this JVM cannot call C, or may not */
    static Libc open() {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup symbols = linker.defaultLookup();
            return new Libc(
                    linker.downcallHandle(symbols.findOrThrow("setsockopt"),
                            FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT),
                            Linker.Option.captureCallState("errno")),
                    linker.downcallHandle(symbols.findOrThrow("getsockopt"),
                            FunctionDescriptor.of(INT, INT, INT, INT, POINTER, POINTER),
                            Linker.Option.captureCallState("errno")),
                    linker.downcallHandle(symbols.findOrThrow("strerror"),
                            FunctionDescriptor.of(POINTER.withTargetLayout(
                                    MemoryLayout.sequenceLayout(LONGEST_WORDS, ValueLayout.JAVA_BYTE)), INT)));
        } catch (IllegalCallerException | java.util.NoSuchElementException refusal) {
            throw new UnsupportedOperationException(refusal.getMessage(), refusal);
        }
    }

    /**
     * setsockopt(2).
     *
     * @param value the whole of it, in memory of the caller's
     * @throws IOException with the kernel's reason
     */
    void setsockopt(int descriptor, int level, int name, MemorySegment value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            check((int) setsockopt.invokeExact(state, descriptor, level, name, value, (int) value.byteSize()), state);
        } catch (IOException refusal) {
            throw refusal;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * getsockopt(2) of an option that is an int.
     *
     * @throws IOException with the kernel's reason
     */
    int getsockopt(int descriptor, int level, int name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(INT);
            getsockopt(descriptor, level, name, value);
            return value.get(INT, 0);
        }
    }

    /**
     * getsockopt(2).
     *
     * @param value room for it, in memory of the caller's
     * @return how many bytes of it were written, from the first on
     * @throws IOException with the kernel's reason
     */
    int getsockopt(int descriptor, int level, int name, MemorySegment value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment size = arena.allocateFrom(INT, (int) value.byteSize());
            check((int) getsockopt.invokeExact(state, descriptor, level, name, value, size), state);
            return size.get(INT, 0);
        } catch (IOException refusal) {
            throw refusal;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void check(int result, MemorySegment state) throws Throwable {
        if (result != 0) {
            int error = (int) ERRNO.get(state, 0L);
            throw new IOException(words(error) + " (errno " + error + ")");
        }
    }

    private String words(int error) throws Throwable {
        return ((MemorySegment) strerror.invokeExact(error)).getString(0);
    }
}
