package sc.fiji.invertibility.image;

import java.awt.Dimension;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.compute.Shape;

/** Finds out what most of some image files look like. */
public final class ExampleForm {

    private static final int LOOKED_AT = 64, USUAL = 64;

    private ExampleForm() {}

    /**
     * Looks at some of the files.
     *
     * @param files the files, at least one
     * @param fit how images are brought to one size
     * @param side the width and height of that size in pixels; 0 for the size of the images, or 64 if they differ and
     *     are to be fitted
     * @param range which values of images with more than 8 bits become 0 and 255
     * @return the form: the most frequent number of channels, and the size
     * @throws IllegalArgumentException if none of them can be read; the message is one sentence
     */
    public static ImageForm of(ExampleFiles files, ImageForm.Fit fit, int side, ImageForm.Range range) {
        Map<Integer, Integer> channels = new HashMap<>();
        Map<Dimension, Integer> sizes = new HashMap<>();
        String problem = "";
        int count = Math.min(LOOKED_AT, files.size());
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * files.size() / count);
            try {
                InputImage input = files.read(index);
                channels.merge(input.channels(), 1, Integer::sum);
                sizes.merge(new Dimension(input.width(), input.height()), 1, Integer::sum);
            } catch (IOException e) {
                problem = "; " + files.name(index) + ": " + e.getMessage();
            }
        }
        if (sizes.isEmpty())
            throw new IllegalArgumentException(
                    "none of the " + count + " files that were looked at is an image that can be read" + problem);
        boolean differ = sizes.size() > 1 && fit != ImageForm.Fit.NONE;
        Dimension size =
                side > 0 ? new Dimension(side, side) : differ ? new Dimension(USUAL, USUAL) : mostFrequent(sizes);
        return new ImageForm(new Shape(mostFrequent(channels), size.height, size.width), fit, range);
    }

    private static <T> T mostFrequent(Map<T, Integer> counts) {
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
