package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.filters.FilterBank;

/** Transfers to and from a device. Images have the axes (x, y, channel). See {@link Engine}. */
public interface TransferOperations {

    /**
     * Uploads a filter bank to the device.
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
     * Uploads an image to the device.
     *
     * @param scope the owner of the result
     * @param image an interval of any origin with the axes (x, y, channel); may be changed after this call
     * @return the map
     */
    FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image);

    /**
     * Uploads several images to the device.
     *
     * @param scope the owner of the results
     * @param images as for {@link #upload}
     * @return a map of each
     */
    default List<FeatureMap> uploadAll(Scope scope, List<? extends RandomAccessibleInterval<FloatType>> images) {
        List<FeatureMap> maps = new ArrayList<>();
        for (RandomAccessibleInterval<FloatType> image : images) maps.add(upload(scope, image));
        return maps;
    }

    /**
     * Downloads a map to the heap.
     *
     * @param map the map
     * @return an image with the axes (x, y, channel)
     */
    Img<FloatType> download(FeatureMap map);

    /**
     * Downloads a map to an array on the heap.
     *
     * @param map the map
     * @param values receives its channels one after the other, row by row; may be longer than needed
     * @throws IllegalArgumentException if the array is shorter than the map
     */
    void download(FeatureMap map, float[] values);

    /**
     * Downloads several maps to the heap.
     *
     * @param maps the maps
     * @return an image of each, with the axes (x, y, channel)
     */
    default List<Img<FloatType>> downloadAll(List<FeatureMap> maps) {
        List<Img<FloatType>> images = new ArrayList<>();
        for (FeatureMap map : maps) images.add(download(map));
        return images;
    }

    /**
     * Starts to download maps to the heap. By default, they are downloaded when they are asked for.
     *
     * @param maps the maps, which must not be changed or closed before their images are there
     * @return an image of each, with the axes (x, y, channel)
     */
    default Pending<List<Img<FloatType>>> startDownload(List<FeatureMap> maps) {
        return Pending.of(() -> downloadAll(maps), () -> {});
    }

    /**
     * Uploads a code to the device.
     *
     * @param scope the owner of the result
     * @param code the code
     * @return the code on the device
     */
    PooledCode uploadCode(Scope scope, HostCode code);

    /**
     * Uploads several codes to the device.
     *
     * @param scope the owner of the results
     * @param codes codes of one shape and pooling
     * @return the codes on the device
     */
    default List<PooledCode> uploadCodes(Scope scope, List<HostCode> codes) {
        return codes.stream().map(code -> uploadCode(scope, code)).toList();
    }

    /**
     * Uploads several codes to the device, as lists of their non-zeros where that is faster.
     *
     * @param scope the owner of the results
     * @param codes codes of one shape and pooling
     * @return the codes on the device
     */
    default List<PooledCode> uploadSparseCodes(Scope scope, List<SparseCode> codes) {
        return uploadCodes(scope, codes.stream().map(SparseCode::dense).toList());
    }

    /**
     * Downloads a code to the heap.
     *
     * @param z the code
     * @return a copy on the heap
     */
    HostCode downloadCode(PooledCode z);

    /**
     * Copies a map.
     *
     * @param scope the owner of the result
     * @param map the map
     * @return a map of the same values
     */
    FeatureMap copy(Scope scope, FeatureMap map);

    /**
     * Copies a range of rows of a map.
     *
     * @param scope the owner of the result
     * @param map the map
     * @param first the first row
     * @param count the number of rows, ≥ 1
     * @return a map of these rows
     */
    FeatureMap rows(Scope scope, FeatureMap map, int first, int count);

    /**
     * Stacks maps above one another, with rows of zeros between them.
     *
     * @param scope the owner of the result
     * @param maps at least one, all of one shape
     * @param pitch rows from the first of a map to the first of the next one, at least the maps' height
     * @return the stacked maps, ending with the last row of the last map
     */
    FeatureMap stack(Scope scope, List<FeatureMap> maps, int pitch);
}
