package sc.fiji.invertibility.image;

import ij.ImageStack;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;

/** Slices in memory. */
final class HeapSlices implements SliceStore {

    private final List<ImageProcessor> slices = new ArrayList<>();

    @Override
    public int add(ImageProcessor slice) {
        slices.add(slice);
        return slices.size() - 1;
    }

    @Override
    public ImageProcessor get(int number) {
        return slices.get(number);
    }

    @Override
    public ImageStack stack(int[] numbers, String[] labels) {
        ImageStack stack = new ImageStack(get(0).getWidth(), get(0).getHeight());
        for (int i = 0; i < numbers.length; i++) stack.addSlice(labels[i], get(numbers[i]));
        return stack;
    }
}
