package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers at regular distances: row-major, column-major, or any view of either. They are read in the file's order, so
 * that one window moves over it once.
 */
record StridedElements(ByteSource source, long offset, ElementType type, boolean bigEndian, int[] extents, long[] steps)
        implements TensorElements {

    /** Row-major, little-endian. */
    static StridedElements rowMajor(ByteSource source, long start, ElementType type, List<Integer> shape) {
        return dense(source, start, type, false, shape, false);
    }

    /** Without gaps; {@code columnMajor} means that the first axis varies fastest. */
    static StridedElements dense(
            ByteSource source,
            long start,
            ElementType type,
            boolean bigEndian,
            List<Integer> shape,
            boolean columnMajor) {
        long[] steps = new long[shape.size()];
        long step = type.bytes();
        for (int i = 0; i < steps.length; i++) {
            int axis = columnMajor ? i : steps.length - 1 - i;
            steps[axis] = step;
            step *= shape.get(axis);
        }
        return new StridedElements(source, start, type, bigEndian, ints(shape), steps);
    }

    /** A view with a distance, in elements, for each axis; none may be negative. */
    static StridedElements view(
            ByteSource source, long start, ElementType type, boolean bigEndian, List<Integer> shape, long[] strides) {
        long[] steps = strides.clone();
        for (int i = 0; i < steps.length; i++) steps[i] *= type.bytes();
        return new StridedElements(source, start, type, bigEndian, ints(shape), steps);
    }

    private static int[] ints(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void require(String what) throws IOException {
        long span = type.bytes();
        for (int i = 0; i < extents.length; i++) {
            if (extents[i] == 0) span = 0;
        }
        for (int i = 0; i < extents.length && span > 0; i++) {
            long gaps = extents[i] - 1L;
            if (gaps > 0 && steps[i] > source.length() / gaps)
                throw new WeightsException("cut short or damaged: " + what + " reaches beyond the end");
            span += gaps * steps[i];
        }
        source.require(offset, span, what);
    }

    @Override
    public long start() {
        return source.start() + offset;
    }

    @Override
    public void charge() throws WeightsException {
        long bytes = type.bytes();
        for (int extent : extents) bytes *= extent;
        source.budget().make(bytes);
    }

    @Override
    public void verify() throws IOException {
        source.verify();
    }

    @Override
    public void scatter(float[] target, int[] strides) throws IOException {
        scatter(target, strides, 0);
    }

    /** The same, beginning at a given element. */
    void scatter(float[] target, int[] strides, int first) throws IOException {
        if (target.length == 0) return;
        int[] axes = IntStream.range(0, extents.length)
                .filter(axis -> extents[axis] > 1)
                .boxed()
                .sorted((a, b) -> Long.compare(steps[b], steps[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        scatter(axes, 0, offset, target, strides, first);
    }

    private void scatter(int[] axes, int depth, long from, float[] target, int[] strides, int to) throws IOException {
        if (depth == axes.length) {
            target[to] = element(from);
            return;
        }
        int axis = axes[depth];
        boolean innermost = depth == axes.length - 1;
        for (int i = 0; i < extents[axis]; i++, from += steps[axis], to += strides[axis]) {
            if (innermost) target[to] = element(from);
            else scatter(axes, depth + 1, from, target, strides, to);
        }
    }

    private float element(long position) throws IOException {
        long bits = source.word(position, type.bytes());
        return bigEndian ? type.decodeSwapped(bits) : type.decode(bits);
    }
}
