package sc.fiji.invertibility.weights;

import java.io.IOException;

/** A layer whose numbers stay in the file until they are asked for. */
record StoredLayer(LayerInfo info, StoredTensor weights, int[] axes, StoredTensor bias) {

    /**
     * A layer with the indices of the axes K, M, ℓy and ℓx of {@code weights}; a matrix has only the first two. {@code
     * bias} may be null.
     */
    static StoredLayer of(String name, LayerKind kind, StoredTensor weights, int[] axes, int groups, StoredTensor bias)
            throws WeightsException {
        int[] extents = {1, 1, 1, 1};
        for (int i = 0; i < axes.length; i++)
            extents[i] = weights.info().shape().get(axes[i]);
        if (groups < 1 || extents[0] % groups != 0)
            throw new WeightsException("layer " + name + " has " + extents[0] + " filters in " + groups
                    + " groups, expected a divisor of the number of filters");
        if (bias != null) {
            long outputs = kind == LayerKind.DECONVOLUTION ? (long) extents[1] * groups : extents[0];
            if (bias.info().elements() != outputs)
                throw new WeightsException("layer " + name + " has a bias of "
                        + bias.info().elements() + " numbers (" + bias.info().name() + "), expected " + outputs);
        }
        LayerInfo info = new LayerInfo(
                name,
                weights.info().name(),
                kind,
                extents[0],
                extents[1],
                extents[2],
                extents[3],
                groups,
                bias != null);
        return new StoredLayer(info, weights, axes, bias);
    }

    /** Reads this layer, and no other. */
    ImportedLayer read() throws IOException {
        if (info.elements() == 0) throw new WeightsException("layer " + info.name() + " is empty");
        boolean biasFirst = bias != null && bias.before(weights);
        float[] offsets = biasFirst ? bias.read().data() : null;
        float[] filters = weights.read(axes);
        checkFinite(filters, weights.info().name());
        if (bias != null && !biasFirst) offsets = bias.read().data();
        if (offsets != null) checkFinite(offsets, bias.info().name());
        return new ImportedLayer(info, filters, offsets);
    }

    private void checkFinite(float[] values, String tensor) throws WeightsException {
        int bad = 0;
        int first = -1;
        for (int i = 0; i < values.length; i++) {
            if (Float.isFinite(values[i])) continue;
            if (bad++ == 0) first = i;
        }
        if (bad > 0) {
            int perFilter = values.length / info.filters();
            throw new WeightsException("tensor " + tensor + " has " + bad + " values that are no finite 32-bit numbers;"
                    + " the first, " + values[first] + ", is in filter " + (perFilter == 0 ? first : first / perFilter)
                    + " of layer " + info.name() + ", expected finite numbers only");
        }
    }
}
