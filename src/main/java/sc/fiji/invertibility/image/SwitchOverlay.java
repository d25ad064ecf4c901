package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Collects, for every pixel, the fraction of filters whose kept maximum is there, and shows it over a copy of the image
 * as colours that are stronger for larger fractions, with a legend. Pixels that no filter keeps stay as they are.
 */
final class SwitchOverlay {

    /**
     * The opacities of the lowest to the highest fifth of the colour bar. When an overlay's image is copied or saved it
     * has a single opacity, so each fifth is an image of its own.
     */
    private static final double[] OPACITIES = {0.1, 0.3, 0.55, 0.75, 0.9};

    /** A single opacity, if five images would take too much memory. */
    private static final double[] ONE_OPACITY = {0.55};

    private static final long MOST_PIXELS_IN_FIFTHS = 8_000_000;

    private final InputImage input;
    private final SliceStore store;
    private final int[] planes;
    private final PercentScale.Counts counts = new PercentScale.Counts();

    SwitchOverlay(InputImage input) {
        this.input = input;
        this.store = SliceStore.like(input);
        this.planes = new int[input.planes()];
    }

    /** Takes the fractions, 0 … 1, of one plane. */
    void put(int z, int t, Img<FloatType> winners) {
        byte[] levels = new byte[input.width() * input.height()];
        ChannelPixels shares = ChannelPixels.of(winners, 0);
        Pieces.each(levels.length, (from, to) -> {
            for (int i = from; i < to; i++) levels[i] = (byte) PercentScale.level(shares.at(i));
        });
        counts.add(levels);
        planes[input.index(z, t)] = store.add(new ByteProcessor(input.width(), input.height(), levels));
    }

    /** A copy of the image under the collected colours. */
    ImagePlus image(String title) {
        return input.isVirtual() ? painted(title) : overlaid(title);
    }

    private ImagePlus overlaid(String title) {
        ImagePlus result = InputAppearance.copy(input, title);
        PercentScale scale = counts.scale();
        Overlay overlay = new Overlay();
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) addColours(overlay, result, scale, z, t);
        Legend.of(scale, input.width(), input.height()).addTo(overlay);
        result.setOverlay(overlay);
        ColourBar.note(result, scale);
        return result;
    }

    /**
     * Overlays lie in memory: what lies there does not get the colours of all slices, each is painted when asked for.
     */
    private ImagePlus painted(String title) {
        PercentScale scale = counts.scale();
        ImageStack slices = new LazyStack(
                input.width(),
                input.height(),
                24,
                planes.length,
                n -> painted(scale, input.z(n - 1), input.t(n - 1)),
                n -> InputAppearance.label(input, (n - 1) * input.image().getNChannels() + 1));
        ImagePlus result = InputAppearance.labelled(title, slices);
        result.setDimensions(1, input.slices(), input.frames());
        result.setOpenAsHyperStack(input.image().isHyperStack());
        result.setCalibration(InputAppearance.spatialCalibration(input));
        Overlay legend = new Overlay();
        Legend.of(scale, input.width(), input.height()).addTo(legend);
        result.setOverlay(legend);
        return InputAppearance.opened(result, input);
    }

    private ImageProcessor painted(PercentScale scale, int z, int t) {
        ImagePlus plane = InputAppearance.plane(input, z, t);
        Overlay colours = new Overlay();
        addColours(colours, plane, scale, z, t);
        plane.setOverlay(colours);
        return plane.flatten().getProcessor();
    }

    private void addColours(Overlay overlay, ImagePlus image, PercentScale scale, int z, int t) {
        byte[] levels = (byte[]) store.get(planes[input.index(z, t)]).getPixels();
        boolean many = (long) levels.length * planes.length > MOST_PIXELS_IN_FIFTHS;
        double[] opacities = many && !input.isVirtual() ? ONE_OPACITY : OPACITIES;
        for (int band = 0; band < opacities.length; band++) {
            int[] colours = colours(levels, colourTable(scale, band, opacities.length));
            ImageRoi heat = TransparentImage.of(colours, input.width(), input.height());
            heat.setOpacity(opacities[band]);
            heat.setName("share of filters");
            // Colours of a plane alone show over all of its channels.
            if (input.isVirtual() || input.planes() == 1) heat.setPosition(0);
            else if (image.isHyperStack()) heat.setPosition(0, z, t);
            else if (image.getStackSize() > 1) heat.setPosition(image.getStackIndex(1, z, t));
            overlay.add(heat);
        }
    }

    /** The colours of the levels in one band; black elsewhere, which becomes transparent. */
    private static int[] colourTable(PercentScale scale, int band, int bands) {
        LUT lut = Colours.shares();
        int[] table = new int[PercentScale.LEVELS + 1];
        for (int level = 1; level < table.length; level++) {
            double position = scale.fraction(level);
            if (Math.min(bands - 1, (int) (position * bands)) == band)
                table[level] = lut.getRGB((int) Math.round(255 * position));
        }
        return table;
    }

    private static int[] colours(byte[] levels, int[] table) {
        int[] pixels = new int[levels.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = table[levels[i] & 255];
        return pixels;
    }
}
