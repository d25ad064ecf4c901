package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import sc.fiji.invertibility.filters.FilterBank;

/** Shared by the parts of the contract: an open engine, and short ways to upload and download. */
interface OpenEngine {

    /** {@return the engine of this test class; opened before all tests, closed after them} */
    Engine engine();

    /** {@return another engine of the same kind, which the test closes} */
    Engine open();

    /**
     * Opens an engine of the same kind that holds only a limited amount of memory.
     *
     * @param bytes the limit
     * @return the engine, which the test closes
     */
    Engine open(long bytes);

    /** Runs operations in a scope of their own and brings the result to the heap. */
    default Dense result(Function<Scope, FeatureMap> operations) {
        try (Scope scope = new Scope()) {
            return Dense.of(engine().download(operations.apply(scope)));
        }
    }

    /** Runs operations in a scope of their own and brings the resulting code to the heap. */
    default HostCode code(Function<Scope, PooledCode> operations) {
        try (Scope scope = new Scope()) {
            return engine().downloadCode(operations.apply(scope));
        }
    }

    default FeatureMap up(Scope scope, Dense map) {
        return engine().upload(scope, map.image());
    }

    default Dense convolved(Dense x, FilterBank bank, Rectification rectification) {
        return result(scope -> engine().convolve(scope, up(scope, x), engine().pack(scope, bank), rectification));
    }

    default Dense transposed(Dense z, FilterBank bank, int height, int width) {
        return result(scope -> engine().adjoint(scope, up(scope, z), engine().pack(scope, bank), height, width));
    }

    default void assertClose(Dense expected, Dense actual, double tolerance, String what) {
        assertTrue(expected.shape().equals(actual.shape()), what + ": " + actual.shape());
        double error = actual.relativeError(expected);
        assertTrue(error <= tolerance, what + ": relative error " + error);
    }
}
