package sc.fiji.invertibility.image;

import ij.ImageStack;
import ij.process.ImageProcessor;

/** Where the finished slices of a result wait until all are there, all of one size and type. */
interface SliceStore {

    /** A store for what is made of an image: in memory, or on the disk if the image is not in memory itself. */
    static SliceStore like(InputImage input) {
        return input.isVirtual() ? DiskSlices.create() : new HeapSlices();
    }

    /** Takes a slice, which is not to be changed any more, and gives it a number. */
    int add(ImageProcessor slice);

    /** The slice of a number; what is done to it may be lost. */
    ImageProcessor get(int number);

    /** The slices of these numbers as a stack. */
    ImageStack stack(int[] numbers, String[] labels);
}
