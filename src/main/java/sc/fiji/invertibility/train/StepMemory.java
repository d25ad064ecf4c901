package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Shape;

/**
 * How much memory of the device a training step takes, computed from sizes alone before it begins; rather an
 * overestimate. Activations are kept until the gradients are there, of which two layers' exist at a time; each
 * parameter has a gradient and what the optimiser remembers.
 *
 * @param fixed bytes that do not depend on the number of examples
 * @param each bytes for each example of a batch
 * @param scratch bytes of scratch memory for each example, of which there is a limit for all
 */
public record StepMemory(long fixed, long each, long scratch) {

    /** Copies of a parameter: itself, its gradient, two memories of an optimiser, and weights in a kernel's order. */
    private static final int COPIES = 6;

    /** Winograd filtering turns 16 values of a map into 36, as many at a time as fit into its scratch memory. */
    private static final long WINOGRAD = 9, OF = 4, MOST_SCRATCH = 1L << 28;

    /** Channels of a vector, to which engines fill up maps of at least as many. */
    private static final int LANES = 16;

    /**
     * A pass without gradients, of which all activations are kept.
     *
     * @param chain the layers
     * @param input the size of an example
     * @return its memory, without that of the input
     */
    public static StepMemory forward(LayerChain chain, Shape input) {
        return of(chain, input, false);
    }

    /**
     * A pass forward and backward, and the change of the parameters.
     *
     * @param chain the layers
     * @param input the size of an example
     * @return its memory, without that of the input and of the loss
     */
    public static StepMemory training(LayerChain chain, Shape input) {
        return of(chain, input, true);
    }

    private static StepMemory of(LayerChain chain, Shape input, boolean gradients) {
        long fixed = 0, kept = 0, peak = 0, largest = 0;
        Shape below = input;
        List<Shape> outputs = chain.outputs(input);
        for (int i = 0; i < outputs.size(); i++) {
            TrainableLayer layer = chain.layers().get(i);
            long out = bytes(outputs.get(i)), in = bytes(below);
            for (Parameter parameter : layer.parameters())
                fixed += COPIES * Float.BYTES * parameter.value().shape().size();
            kept += layer.kept() * out;
            // The gradient from above, the same where the output is positive, and what is passed down.
            peak = Math.max(peak, 2 * out + in);
            largest = Math.max(largest, out + in);
            below = outputs.get(i);
        }
        return new StepMemory(fixed, kept + (gradients ? peak : 0), largest * WINOGRAD / OF);
    }

    /**
     * Adds the memory of another part of the same step.
     *
     * @param other the other part
     * @return both
     */
    public StepMemory and(StepMemory other) {
        return new StepMemory(fixed + other.fixed, each + other.each, Math.max(scratch, other.scratch));
    }

    /**
     * Adds maps that are kept.
     *
     * @param map their size
     * @param count how many there are for each example
     * @return the sum
     */
    public StepMemory withMaps(Shape map, int count) {
        return new StepMemory(fixed, each + count * bytes(map), scratch);
    }

    /**
     * Returns the bytes of a step.
     *
     * @param examples how many a batch has
     * @return bytes
     */
    public long bytes(int examples) {
        return fixed + examples * each + Math.min(MOST_SCRATCH, examples * scratch);
    }

    /**
     * Returns how many examples a batch may have.
     *
     * @param room bytes that may be taken
     * @return at most so many; 0 if not even one fits
     */
    public int most(long room) {
        int least = 0, most = Integer.MAX_VALUE;
        while (least < most) {
            int middle = (int) (((long) least + most + 1) / 2);
            if (bytes(middle) <= room) least = middle;
            else most = middle - 1;
        }
        return least;
    }

    /**
     * Returns the bytes that a step may take of a device now.
     *
     * @param engine the engine
     * @param examples how many a batch has
     * @return bytes; more than are needed make no difference
     */
    public long room(Engine engine, int examples) {
        return MemoryBudget.of(engine, bytes(examples));
    }

    /**
     * Says how much is needed, and how much may be taken.
     *
     * @param examples how many a batch has
     * @param image in words, such as {@code 96×96 pixels}
     * @param room bytes that may be taken
     * @return the beginning of a sentence
     */
    public String refusal(int examples, String image, long room) {
        return "a training step of " + (examples == 1 ? "one image" : examples + " images") + " of " + image
                + " needs about " + megabytes(bytes(examples)) + " of device memory, and may take " + megabytes(room);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static long bytes(Shape shape) {
        int channels = shape.channels();
        int lanes = channels < LANES ? channels : (channels + LANES - 1) / LANES * LANES;
        return Float.BYTES * lanes * shape.pixels();
    }
}
