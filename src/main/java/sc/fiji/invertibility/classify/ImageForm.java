package sc.fiji.invertibility.classify;

import sc.fiji.invertibility.compute.Shape;

/**
 * The form that every image is brought to before a classifier sees it.
 *
 * @param shape channels, rows and columns
 * @param fit how images of another size are brought to this one
 * @param range which values of images with more than 8 bits become 0 and 255
 */
public record ImageForm(Shape shape, Fit fit, Range range) {

    /** How an image of another size is brought to the classifier's. */
    public enum Fit {
        /** Not at all: it is not used. */
        NONE("None"),
        /** As a whole, so that its proportions may change. */
        SCALE("Scale"),
        /** The largest part in its centre that has the right proportions. */
        CROP("Crop");

        private final String label;

        Fit(String label) {
            this.label = label;
        }

        /** The name that dialogs, macros and files use. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** Which values of images with more than 8 bits become 0 and 255. */
    public enum Range {
        /** Those of the type; of 32-bit images, the image's smallest and largest. */
        TYPE("Type range"),
        /** What is shown black and white. */
        DISPLAY("Display range");

        private final String label;

        Range(String label) {
            this.label = label;
        }

        /** The name that dialogs, macros and files use. */
        @Override
        public String toString() {
            return label;
        }
    }
}
