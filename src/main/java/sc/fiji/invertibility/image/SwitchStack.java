package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/**
 * Collects the switches of every filter: one slice per filter, one pixel per pooled unit, 0 where nothing was kept,
 * else 1 … s², the row-major position in the block. For an image with several z or t, the filters are the channels of a
 * hyperstack.
 */
final class SwitchStack {

    private final InputImage input;
    private final int block;
    private final int stride;
    private final int filters;
    private final SliceStore store;
    private final int[] numbers;
    private final int perPlane;

    /**
     * Starts a stack.
     *
     * @param block s, in activations
     * @param stride t, in pixels
     * @param filters K
     * @param maps pooled maps, K, or 2K for CReLU
     */
    SwitchStack(InputImage input, int block, int stride, int filters, int maps) {
        this.input = input;
        this.block = block;
        this.stride = stride;
        this.filters = filters;
        this.perPlane = maps;
        this.store = SliceStore.like(input);
        this.numbers = new int[maps * input.planes()];
    }

    private int positions() {
        return block * block;
    }

    void put(int z, int t, Img<UnsignedShortType> switches) {
        int first = input.index(z, t) * perPlane;
        for (int k = 0; k < perPlane; k++) numbers[first + k] = store.add(slice(Views.hyperSlice(switches, 2, k)));
    }

    private ImageProcessor slice(RandomAccessibleInterval<UnsignedShortType> switches) {
        int w = (int) switches.dimension(0);
        int h = (int) switches.dimension(1);
        ImageProcessor slice = positions() <= 255 ? new ByteProcessor(w, h) : new ShortProcessor(w, h);
        int i = 0;
        for (UnsignedShortType position : Views.flatIterable(switches)) slice.set(i++, position.get());
        return slice;
    }

    private String label(int map) {
        return map < filters ? "filter " + (map + 1) : "filter " + (map - filters + 1) + " (negative)";
    }

    /** The collected stack. */
    ImagePlus image(String title) {
        String[] labels = new String[numbers.length];
        for (int i = 0; i < labels.length; i++) labels[i] = label(i % perPlane);
        ImagePlus result = InputAppearance.labelled(title, store.stack(numbers, labels), input);
        Calibration calibration = InputAppearance.spatialCalibration(input);
        int pixels = block * stride;
        calibration.pixelWidth *= pixels;
        calibration.pixelHeight *= pixels;
        calibration.xOrigin /= pixels;
        calibration.yOrigin /= pixels;
        result.setCalibration(calibration);
        result.setLut(Colours.positions(positions()));
        // 8-bit values are the colours' own indices; 16-bit ones are spread over the table.
        result.setDisplayRange(0, positions() <= 255 ? 255 : positions());
        Overlay legend = new Overlay();
        new PositionLegend(block, result.getWidth(), result.getHeight()).addTo(legend);
        result.setOverlay(legend);
        return InputAppearance.opened(result, input);
    }
}
