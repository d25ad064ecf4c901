package sc.fiji.invertibility.headless;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import ij.process.LUT;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.image.ValueRange;

/**
 * A picture of an image as its window would show it, with display range, colours and overlay; a stack becomes a
 * labelled sheet of at most {@value #MOST_TILES} of its planes.
 */
final class Preview {

    static final int MOST_TILES = 16;

    private final ImagePlus image;
    private final boolean merged;

    private Preview(ImagePlus image) {
        this.image = image;
        this.merged = image instanceof CompositeImage && ((CompositeImage) image).getMode() == CompositeImage.COMPOSITE;
    }

    static BufferedImage of(ImagePlus image) {
        return new Preview(image).render();
    }

    private BufferedImage render() {
        int planes = merged ? image.getNSlices() * image.getNFrames() : image.getStackSize();
        int channels = merged ? 1 : image.getNChannels();
        ShownPlanes shown = ShownPlanes.of(channels, planes / channels, MOST_TILES);
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        for (int plane : shown.slices()) tiles.add(merged ? mergedTile(plane) : tile(plane + 1));
        return ContactSheet.of(tiles, planes, shown.columns());
    }

    /** One plane of the stack, {@code slice} counted from 1. */
    private ContactSheet.Tile tile(int slice) {
        ImageProcessor pixels = image.getStack().getProcessor(slice).duplicate();
        int[] position = image.convertIndexToPosition(slice);
        if (pixels.getBitDepth() != 24) {
            LUT lut = lut(position[0]);
            pixels.setLut(lut);
            pixels.setMinAndMax(lut.min, lut.max);
        }
        ImagePlus plane = new ImagePlus("", pixels);
        showValues(plane);
        return flattened(plane, label(slice), slice, position);
    }

    /** All channels of one z and t superimposed, {@code plane} counted from 0. */
    private ContactSheet.Tile mergedTile(int plane) {
        int z = plane % image.getNSlices() + 1;
        int t = plane / image.getNSlices() + 1;
        int channels = image.getNChannels();
        ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        for (int c = 1; c <= channels; c++)
            stack.addSlice(
                    image.getStack().getProcessor(image.getStackIndex(c, z, t)).duplicate());
        CompositeImage copy = new CompositeImage(new ImagePlus("", stack), CompositeImage.COMPOSITE);
        copy.setLuts(image.getLuts());
        for (int c = 1; c <= channels; c++) {
            copy.setC(c);
            showValues(copy);
        }
        copy.setC(1);
        int slice = image.getStackIndex(1, z, t);
        return flattened(copy, label(slice), slice, new int[] {0, z, t});
    }

    private LUT lut(int channel) {
        if (image instanceof CompositeImage) return ((CompositeImage) image).getChannelLut(channel);
        LUT lut = (LUT) image.getProcessor().getLut().clone();
        lut.min = image.getDisplayRangeMin();
        lut.max = image.getDisplayRangeMax();
        return lut;
    }

    /**
     * A 32-bit image whose display range misses all of its values would be plain black or white. One that lies at an
     * end of its range is shown so: the map of a filter that never answers is as black as the zeros of the others.
     */
    private static void showValues(ImagePlus plane) {
        if (plane.getBitDepth() != 32) return;
        double min = plane.getDisplayRangeMin();
        double max = plane.getDisplayRangeMax();
        float[] pixels = (float[]) plane.getProcessor().getPixels();
        if (min < max && meets(pixels, min, max)) return;
        ImageStatistics values = plane.getProcessor().getStats();
        ValueRange range = ValueRange.shown(values.min, values.max);
        plane.setDisplayRange(range.low(), range.restored(1));
    }

    /** Whether values reach the lower and the upper end from inside or cross them; usually the first one tells. */
    private static boolean meets(float[] pixels, double min, double max) {
        boolean above = false, below = false;
        for (float value : pixels) {
            above |= value >= min;
            below |= value <= max;
            if (above && below) return true;
        }
        return false;
    }

    private ContactSheet.Tile flattened(ImagePlus plane, String label, int slice, int[] position) {
        Overlay overlay = new Overlay();
        if (image.getOverlay() != null)
            for (Roi roi : image.getOverlay()) if (isShownAt(roi, slice, position)) overlay.add(unbound(roi));
        plane.setOverlay(overlay);
        return new ContactSheet.Tile(plane.flatten().getProcessor(), label);
    }

    private static boolean isShownAt(Roi roi, int slice, int[] position) {
        if (roi.hasHyperStackPosition())
            return (roi.getCPosition() == 0 || position[0] == 0 || roi.getCPosition() == position[0])
                    && (roi.getZPosition() == 0 || roi.getZPosition() == position[1])
                    && (roi.getTPosition() == 0 || roi.getTPosition() == position[2]);
        return roi.getPosition() == 0 || roi.getPosition() == slice;
    }

    /** To copy a picture takes longer than to draw it. */
    private static Roi unbound(Roi roi) {
        if (roi.getPosition() == 0 && !roi.hasHyperStackPosition()) return roi;
        Roi copy = (Roi) roi.clone();
        copy.setPosition(0);
        return copy;
    }

    private String label(int slice) {
        if (image.getStackSize() == 1) return "";
        String given = image.getStack().getShortSliceLabel(slice);
        boolean named = given != null && !given.isBlank();
        int[] at = image.convertIndexToPosition(slice);
        List<String> parts = new ArrayList<>();
        if (image.getNChannels() > 1 && !merged && !named) parts.add("channel " + at[0]);
        // The labels of a plain stack tell its slices apart; in a hyperstack each plane has a "filter 1" of its own.
        if (image.getNChannels() > 1 || !named) {
            if (image.getNSlices() > 1) parts.add("z " + at[1]);
            if (image.getNFrames() > 1) parts.add("t " + at[2]);
        }
        if (named) parts.add(given);
        return String.join(", ", parts);
    }
}
