package sc.fiji.invertibility.compute;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The verbs of the sparsity model, on one device. Handles stay on the device until they are downloaded
 * or closed; each is owned by the {@link Scope} that it was allocated from, and belongs to the engine
 * that made it. An engine is used by one thread at a time; closing it frees all that it still holds.
 *
 * <p>Images at the doors have the axes (x, y, channel). All arithmetic is in 32-bit floats; sums over
 * whole maps are accumulated in double precision.
 */
public interface Engine extends AutoCloseable {

    /** {@return what this engine runs on} */
    Device device();

    /** {@return the bytes of device memory that this engine holds, its pool of free buffers included} */
    long bytesInUse();

    /** Gives free buffers that are kept for reuse back to the device. */
    default void trim() {}

    @Override
    void close();

    // ---- to and from the device

    /**
     * Brings a filter bank to the device.
     *
     * @param scope the owner of the result
     * @param bank the bank W
     * @return the packed bank
     */
    PackedFilters pack(Scope scope, FilterBank bank);

    /**
     * Makes a map of zeros.
     *
     * @param scope the owner of the result
     * @param shape its size
     * @return the map
     */
    FeatureMap zeros(Scope scope, Shape shape);

    /**
     * Brings an image to the device.
     *
     * @param scope the owner of the result
     * @param image an interval of any origin with the axes (x, y, channel)
     * @return the map
     */
    FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image);

    /**
     * Brings a map back to the heap.
     *
     * @param map the map
     * @return an image with the axes (x, y, channel)
     */
    Img<FloatType> download(FeatureMap map);

    /**
     * Brings a code to the device.
     *
     * @param scope the owner of the result
     * @param code the code
     * @return the code on the device
     */
    Pooled uploadCode(Scope scope, Code code);

    /**
     * Brings a code back to the heap.
     *
     * @param z the code
     * @return a copy on the heap
     */
    Code downloadCode(Pooled z);

    /**
     * Copies a map.
     *
     * @param scope the owner of the result
     * @param map the map
     * @return a map of the same values
     */
    FeatureMap copy(Scope scope, FeatureMap map);

    // ---- the filter bank

    /**
     * h = Wx: correlates with every filter, adds the bias if the bank has one, and rectifies.
     *
     * @param scope the owner of the result
     * @param x the input, M×D×D
     * @param w the bank, K filters
     * @param rectification what is applied to the activations
     * @return the activations h, K×n×n
     * @throws IllegalArgumentException if M differs or a filter is larger than the padded input
     */
    FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification);

    /**
     * x̂ = Wᵀz: the exact transpose of {@link #convolve}, without bias and rectification.
     *
     * @param scope the owner of the result
     * @param z the activations, K×n×n
     * @param w the bank
     * @param height rows of the result, which the stride leaves open
     * @param width columns of the result
     * @return x̂, M×height×width
     * @throws IllegalArgumentException if z is not what the bank makes of an input of that size
     */
    FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width);

    // ---- the sparsity model

    /**
     * Max pooling with switches.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param pooling windows and selection
     * @return one value and one switch a window
     */
    Pooled pool(Scope scope, FeatureMap h, Pooling pooling);

    /**
     * Puts pooled values back to where they came from, zero elsewhere; where windows overlap, values add.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where a value is put
     * @return a map of the size before pooling
     */
    FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling);

    /**
     * Restricts a dense map to the support of a code: the values of g at the places where z puts its
     * non-zeros, 0 in the other windows.
     *
     * @param scope the owner of the result
     * @param g a map of z's size before pooling
     * @param z the code
     * @param unpooling where z puts its values
     * @return a code with the switches of z
     */
    Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling);

    /**
     * Counts one digit of all units of a code, for {@link LargestUnits}.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param digit what to count
     * @param counts the counters, to which is added
     */
    void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts);

    /**
     * Sets all units of a code to zero but those that a cutoff keeps. Works in place.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param cutoff the rule
     */
    void keep(Pooled z, Origin origin, Cutoff cutoff);

    /**
     * Counts non-zero units.
     *
     * @param z the code
     * @return ‖z‖₀
     */
    long nonzeros(Pooled z);

    /**
     * Compares two codes of the same shape and pooling.
     *
     * @param a a code
     * @param b another
     * @param unpooling where they put their values
     * @return how they differ
     */
    CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling);

    /**
     * Counts for each place how many filters have their kept maximum there: a unit counts where it is not
     * zero, at its switch.
     *
     * @param scope the owner of the result
     * @param z the code
     * @return a map of one channel, of the size before pooling
     */
    FeatureMap winners(Scope scope, Pooled z);

    // ---- linear algebra

    /**
     * y ← a·x + y, in place.
     *
     * @param a the factor
     * @param x a map
     * @param y a map of the same size, which is changed
     */
    void axpy(float a, FeatureMap x, FeatureMap y);

    /**
     * x ← a·x, in place.
     *
     * @param a the factor
     * @param x the map, which is changed
     */
    void scale(float a, FeatureMap x);

    /**
     * The inner product ⟨x, y⟩ over all channels, accumulated in double precision.
     *
     * @param x a map
     * @param y a map of the same size, possibly the same one
     * @return ⟨x, y⟩
     */
    double dot(FeatureMap x, FeatureMap y);

    /**
     * The ℓ2 norm over the channels, for each pixel.
     *
     * @param scope the owner of the result
     * @param x a map
     * @return a map of one channel
     */
    FeatureMap pixelNorms(Scope scope, FeatureMap x);

    /**
     * Moves every value by a threshold towards zero, where it stops: the proximal step of the ℓ1 norm. Works
     * in place; a value that reaches zero is exactly zero.
     *
     * @param threshold how far, ≥ 0
     * @param x the map, which is changed
     */
    default void softThreshold(float threshold, FeatureMap x) {
        try (Scope local = new Scope()) {
            Img<FloatType> values = download(x);
            for (FloatType value : values)
                value.set(Math.max(value.get() - threshold, 0) + Math.min(value.get() + threshold, 0));
            FeatureMap shrunk = upload(local, values);
            scale(0, x);
            axpy(1, shrunk, x);
        }
    }

    /**
     * Adds up the magnitudes of a map.
     *
     * @param x the map
     * @return their sum, the largest, and how many are not zero
     */
    default Magnitudes magnitudes(FeatureMap x) {
        double sum = 0, largest = 0;
        long nonzeros = 0;
        for (FloatType value : download(x)) {
            double size = Math.abs(value.get());
            sum += size;
            largest = Math.max(largest, size);
            if (size != 0) nonzeros++;
        }
        return new Magnitudes(sum, largest, nonzeros);
    }

    /**
     * Normalises each value by those of the neighbouring channels.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param response the constants
     * @return the normalised activations
     */
    default FeatureMap normalise(Scope scope, FeatureMap h, LocalResponse response) {
        return upload(scope, response.apply(download(h)));
    }

    /**
     * Gives a code other values at the same places.
     *
     * @param scope the owner of the result
     * @param values a map of the size of the code's values
     * @param places the code whose switches are taken
     * @return a code of these values and those switches
     */
    default Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        Code code = downloadCode(places);
        float[] flat = new float[code.values().length];
        int i = 0;
        for (FloatType value : Views.flatIterable(download(values))) flat[i++] = value.get();
        return uploadCode(scope, new Code(flat, code.switches(), code.unpooledShape(), code.pooling()));
    }

    /**
     * max(x, 0).
     *
     * @param scope the owner of the result
     * @param x a map
     * @return the rectified map
     */
    default FeatureMap rectify(Scope scope, FeatureMap x) {
        return pool(scope, x, Pooling.blocks(1, Pooling.Selection.LARGEST_RECTIFIED))
                .values();
    }

    /**
     * Keeps what lies where another map is not zero.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param mask a map of the same size
     * @return x where the mask is not zero, else 0
     */
    default FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        try (Scope local = new Scope()) {
            Pooled support = pool(local, mask, Pooling.blocks(1, Pooling.Selection.LARGEST_MAGNITUDE));
            return restrict(scope, x, support, Unpooling.SWITCHES).values();
        }
    }

    // ---- steps that an engine may fuse

    /**
     * Pools b = z + μg, the step of Algorithm 1, lines 4 and 5, before the selection of the k largest.
     *
     * @param scope the owner of the result
     * @param z the code so far, or null for zero
     * @param mu the step μ
     * @param g the gradient W(x − Wᵀz), of z's size before pooling
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @return the pooled step
     */
    default Pooled poolStep(Scope scope, Pooled z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            FeatureMap b = z == null ? zeros(local, g.shape()) : unpool(local, z, unpooling);
            axpy(mu, g, b);
            return pool(scope, b, pooling);
        }
    }

    /**
     * x̂ = Wᵀz of a pooled code, of which at most one in s² places is not zero.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where it puts its values
     * @param w the bank
     * @param height rows of the result
     * @param width columns of the result
     * @return x̂, M×height×width
     */
    default FeatureMap synthesise(Scope scope, Pooled z, Unpooling unpooling, PackedFilters w, int height, int width) {
        try (Scope local = new Scope()) {
            return adjoint(scope, unpool(local, z, unpooling), w, height, width);
        }
    }
}
