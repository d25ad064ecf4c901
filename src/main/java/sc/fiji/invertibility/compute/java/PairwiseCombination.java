package sc.fiji.invertibility.compute.java;

/** Combines two maps into one, value by value. */
final class PairwiseCombination {

    private final Algebra algebra;

    PairwiseCombination(Algebra algebra) {
        this.algebra = algebra;
    }

    /** a·x + b·y. */
    void combine(float a, HeapMap x, float b, HeapMap y, HeapMap to) {
        algebra.forEach(to, (channel, from, end) -> {
            float[] first = x.plane(channel);
            float[] second = y.plane(channel);
            float[] target = to.plane(channel);
            for (int i = from; i < end; i++) target[i] = a * first[i] + b * second[i];
        });
    }

    /** y + a·g, soft-thresholded. */
    void proximalStep(HeapMap y, float a, HeapMap g, float threshold, HeapMap to) {
        algebra.forEach(to, (channel, from, end) -> {
            float[] first = y.plane(channel);
            float[] second = g.plane(channel);
            float[] target = to.plane(channel);
            for (int i = from; i < end; i++) {
                float value = first[i] + a * second[i];
                target[i] = Math.max(value - threshold, 0) + Math.min(value + threshold, 0);
            }
        });
    }
}
