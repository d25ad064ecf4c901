package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Counts arithmetic. */
final class OperationCount {

    private OperationCount() {}

    /** {@return multiplications and additions of a bank's dense correlation, or of its transpose} */
    static double of(FilterBank bank, Shape activations) {
        return 2.0 * activations.size() * bank.filterChannels() * bank.height() * bank.width();
    }
}
