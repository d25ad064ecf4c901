package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Checks that sizes match. */
final class ShapeChecks {

    private ShapeChecks() {}

    /** The size of Wx. */
    static Shape activations(Shape input, FilterBank bank) {
        if (input.channels() != bank.channels())
            throw new IllegalArgumentException("a bank of " + bank + " needs an input of " + bank.channels()
                    + " channels, not " + input.channels());
        int height = bank.outputHeight(input.height());
        int width = bank.outputWidth(input.width());
        if (height < 1 || width < 1)
            throw new IllegalArgumentException(
                    "the filters of a bank of " + bank + " are larger than the padded input of " + input);
        return new Shape(bank.filters(), height, width);
    }

    /** The size of Wᵀz, an input from which the bank makes activations of z's size. */
    static Shape input(Shape z, FilterBank bank, int height, int width) {
        Shape input = new Shape(bank.channels(), height, width);
        Shape expected = activations(input, bank);
        if (!z.equals(expected))
            throw new IllegalArgumentException("the adjoint of a bank of " + bank + " onto " + input
                    + " needs activations of " + expected + ", not " + z);
        return input;
    }

    static void requireEqual(Shape a, Shape b) {
        if (!a.equals(b)) throw new IllegalArgumentException("two maps of one size are needed, not " + a + " and " + b);
    }
}
