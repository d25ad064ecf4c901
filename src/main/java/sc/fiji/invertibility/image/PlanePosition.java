package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which plane of a stack a command takes that measures a single one: as ImageJ's own measurements do, the one that the
 * user sees when it begins. Of a file that nobody looks at, that is the first.
 *
 * @param z the slice, from 1
 * @param t the frame, from 1
 */
public record PlanePosition(int z, int t) {

    private static final Pattern TEXT = Pattern.compile("slice (\\d{1,9}), frame (\\d{1,9})");

    /**
     * Looks at an image.
     *
     * @param image an image of any dimensions
     * @return the position that its window shows, or would show
     */
    public static PlanePosition shown(ImagePlus image) {
        int[] position = image.convertIndexToPosition(image.getCurrentSlice());
        return new PlanePosition(position[1], position[2]);
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @param text any text
     * @return the position, if it is one
     */
    public static Optional<PlanePosition> of(String text) {
        Matcher numbers = TEXT.matcher(text);
        if (!numbers.matches()) return Optional.empty();
        return Optional.of(new PlanePosition(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))));
    }

    /** {@return the position in words} */
    public String text() {
        return "slice " + z + ", frame " + t;
    }

    /**
     * Shows this plane, in the channel that is shown already.
     *
     * @param image an image, whose planes may be fewer: then nothing changes
     */
    public void show(ImagePlus image) {
        if (z <= image.getNSlices() && t <= image.getNFrames()) image.setPosition(image.getC(), z, t);
    }
}
