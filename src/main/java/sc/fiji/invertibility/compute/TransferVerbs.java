package sc.fiji.invertibility.compute;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.filters.FilterBank;

/** To and from a device. Images have the axes (x, y, channel). See {@link Engine}. */
public interface TransferVerbs {

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
}
