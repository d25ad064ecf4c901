package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A tensor of a file whose numbers stay there until they are asked for.
 *
 * @param info what the file says about it
 * @param elements where its numbers are; null if they are of a type that filters do not have
 */
record StoredTensor(TensorInfo info, TensorElements elements) {

    static final int MAX_RANK = 32;
    private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    /** Checks that the numbers are there. */
    static StoredTensor of(TensorInfo info, TensorElements elements) throws IOException {
        elements.require("tensor " + info.name());
        return new StoredTensor(info, elements);
    }

    /** A tensor that can be listed, but whose numbers are of a type that filters do not have. */
    static StoredTensor unreadable(TensorInfo info) {
        return new StoredTensor(info, null);
    }

    /** Whether its numbers come before another tensor's, and are therefore best read first. */
    boolean before(StoredTensor other) {
        return readable() && other.readable() && elements.start() < other.elements.start();
    }

    boolean readable() {
        return elements != null;
    }

    NamedTensor read() throws IOException {
        int[] axes = new int[info.rank()];
        for (int i = 0; i < axes.length; i++) axes[i] = i;
        return new NamedTensor(info.name(), info.shape(), read(axes));
    }

    /** The numbers in row-major order with the axes permuted: axis j of the result is axis {@code axes[j]} here. */
    float[] read(int... axes) throws IOException {
        if (elements == null)
            throw new WeightsException("tensor " + info.name() + " has elements of type " + info.dtype()
                    + ", expected 16-bit, 32-bit or 64-bit floating point; quantised weights have to be"
                    + " dequantised first, for example to safetensors with F32");
        elements.require("tensor " + info.name());
        elements.charge();
        int[] strides = new int[info.rank()];
        int stride = 1;
        for (int j = axes.length - 1; j >= 0; j--) {
            strides[axes[j]] = stride;
            stride *= info.shape().get(axes[j]);
        }
        float[] target = new float[(int) info.elements()];
        elements.scatter(target, strides);
        try {
            elements.verify();
        } catch (WeightsException e) {
            throw e.in("tensor " + info.name());
        }
        return target;
    }

    /** The same with axes of length 1 appended; itself if it already has that many axes. */
    StoredTensor withRank(int rank) {
        if (info.rank() >= rank) return this;
        List<Integer> shape = new ArrayList<>(info.shape());
        while (shape.size() < rank) shape.add(1);
        return seenAs(shape, strides -> Arrays.copyOf(strides, info.rank()));
    }

    /** The same with its axes reversed. */
    StoredTensor reversed() {
        List<Integer> shape = new ArrayList<>(info.shape());
        Collections.reverse(shape);
        return seenAs(
                shape,
                strides -> IntStream.range(0, strides.length)
                        .map(i -> strides[strides.length - 1 - i])
                        .toArray());
    }

    private StoredTensor seenAs(List<Integer> shape, UnaryOperator<int[]> stridesOfFile) {
        TensorElements seen = elements == null ? null : new SeenElements(elements, stridesOfFile);
        return new StoredTensor(new TensorInfo(info.name(), shape, info.dtype()), seen);
    }

    /** Elements whose shape differs from the one stated in the file. */
    private record SeenElements(TensorElements elements, UnaryOperator<int[]> stridesOfFile) implements TensorElements {
        @Override
        public void require(String what) throws IOException {
            elements.require(what);
        }

        @Override
        public long start() {
            return elements.start();
        }

        @Override
        public void charge() throws WeightsException {
            elements.charge();
        }

        @Override
        public void scatter(float[] target, int[] strides) throws IOException {
            elements.scatter(target, stridesOfFile.apply(strides));
        }

        @Override
        public void verify() throws IOException {
            elements.verify();
        }
    }

    /**
     * Checks that a shape's number of elements can be the length of an array.
     *
     * @throws WeightsException if an extent is negative or their product too large
     */
    static List<Integer> shape(String name, long... extents) throws WeightsException {
        if (extents.length > MAX_RANK)
            throw new WeightsException(
                    "tensor " + name + " has " + extents.length + " axes, expected at most " + MAX_RANK);
        long product = 1;
        for (long extent : extents) {
            if (extent < 0 || extent > MAX_ELEMENTS || product > MAX_ELEMENTS / Math.max(1, extent))
                throw new WeightsException("tensor " + name + " has an impossible shape " + Arrays.toString(extents));
            product *= Math.max(1, extent);
        }
        Integer[] shape = new Integer[extents.length];
        for (int i = 0; i < shape.length; i++) shape[i] = (int) extents[i];
        return List.of(shape);
    }
}
