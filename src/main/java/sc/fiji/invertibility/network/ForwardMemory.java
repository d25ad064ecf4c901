package sc.fiji.invertibility.network;

import java.util.List;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.FreeHeap;
import sc.fiji.invertibility.compute.Shape;

/** How much memory a forward pass takes on a device, and how much it may take. */
record ForwardMemory(List<Layer> layers, long bytes, long largestAllocation) {

    /** Unless asked for, no more than this is taken of a device, however large it is: other programs use it, too. */
    static final long MOST_OF_DEVICE = 1L << 30;

    /** A convolution may also need transformed copies of its input and output. */
    private static final int WITH_SCRATCH = 2;

    /** The memory of a device as it is now, limited to a number of bytes. */
    static ForwardMemory of(List<Layer> layers, Device device, long limit) {
        // The Java engine's memory is heap as well, half of which is left to images.
        long available = device.type().equals("Java") ? Math.min(device.memory(), FreeHeap.now()) : device.memory();
        return new ForwardMemory(layers, Math.min(limit, available / 2), device.largestAllocation());
    }

    /** Whether a pass over an image of a given size fits. */
    boolean fits(Shape image) {
        Shape input = image;
        for (Layer layer : layers) {
            Shape output = layer.output(input);
            if (Math.max(bytes(input), bytes(output)) > largestAllocation
                    || WITH_SCRATCH * (bytes(input) + bytes(output)) > bytes) return false;
            input = output;
        }
        return true;
    }

    /**
     * The number of images of a given size that fit at a time while the activations of as many others wait to be
     * downloaded; 0 if not even one does.
     */
    int images(Shape image) {
        if (!fits(image)) return 0;
        long most = 0, largest = bytes(image);
        Shape input = image;
        for (Layer layer : layers) {
            Shape output = layer.output(input);
            most = Math.max(most, WITH_SCRATCH * (bytes(input) + bytes(output)));
            largest = Math.max(largest, bytes(output));
            input = output;
        }
        long fit = Math.min(bytes / (most + bytes(input)), largestAllocation / largest);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, fit));
    }

    /** The size of the largest map between an image and the last layer. */
    Shape largestMap(Shape image) {
        Shape largest = image, input = image;
        for (Layer layer : layers) {
            input = layer.output(input);
            if (input.size() > largest.size()) largest = input;
        }
        return largest;
    }

    /** Channels are padded to vectors of 16. */
    private static long bytes(Shape map) {
        return Float.BYTES * map.pixels() * ((map.channels() + 15) / 16 * 16);
    }
}
