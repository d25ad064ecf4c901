package sc.fiji.invertibility.image;

import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Checks whether a layer can be applied to an image at all. */
final class LayerFit {

    private LayerFit() {}

    /**
     * Checks channels and sizes.
     *
     * @throws IllegalArgumentException if something does not fit; the message is one sentence
     */
    static void check(InputImage input, FilterBank bank, PoolingModel model) {
        String image = "'" + input.image().getTitle() + "'";
        String pixels = input.width() + "×" + input.height() + " pixels";
        if (bank.channels() != input.channels())
            throw new IllegalArgumentException("filters: they take " + channels(bank.channels()) + ", but the image "
                    + image + " has " + channels(input.channels())
                    + (input.channels() == 1 && bank.channels() == 3
                            ? "; expected a colour image, or this one after Image > Type > RGB Color"
                            : ""));
        if (bank.width() > input.width() || bank.height() > input.height())
            throw new IllegalArgumentException("size: filters of " + bank.width() + "×" + bank.height()
                    + " pixels do not fit into the " + pixels + " of " + image);
        if (bank.stride() > Math.min(input.width(), input.height()))
            throw new IllegalArgumentException("stride: expected at most the width and height of the image " + image
                    + ", " + pixels + ", but got " + bank.stride());
        int wide = bank.outputWidth(input.width());
        int high = bank.outputHeight(input.height());
        if (model.block() > Math.max(wide, high))
            throw new IllegalArgumentException("pool: expected at most the " + wide + "×" + high
                    + " activations of a filter on " + image + ", but got " + model.block());
        if (model.activation() == Activation.CRELU && bank.groups() > 1)
            throw new IllegalArgumentException(
                    "activation: CReLU needs filters without groups, these have " + bank.groups());
    }

    private static String channels(int count) {
        return count == 1 ? "1 channel" : count + " channels";
    }
}
