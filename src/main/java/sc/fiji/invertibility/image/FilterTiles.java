package sc.fiji.invertibility.image;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * One small picture for each filter of a bank, with one sample per pixel or three (red, green, blue). Each is scaled on
 * its own so that its largest magnitude is 1 and zero stays zero.
 */
public final class FilterTiles {

    private final int width;
    private final int height;
    private final float[][][] samples;

    private FilterTiles(int width, int height, float[][][] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /**
     * Filters of a first layer in the colours that they respond to.
     *
     * @param bank a bank whose filters have three channels
     * @param blueFirst whether the first channel is blue and the last red
     * @return tiles with three samples per pixel
     * @throws IllegalArgumentException if the filters have a different number of channels
     */
    public static FilterTiles colour(FilterBank bank, boolean blueFirst) {
        if (bank.filterChannels() != 3)
            throw new IllegalArgumentException("view: expected filters of 3 channels to show them in colour, but these"
                    + " have " + bank.filterChannels());
        float[][][] tiles = new float[bank.filters()][3][];
        for (int k = 0; k < tiles.length; k++)
            for (int c = 0; c < 3; c++) tiles[k][blueFirst ? 2 - c : c] = plane(bank, k, c);
        return scaled(bank, tiles);
    }

    /**
     * The mean of each filter over its channels.
     *
     * @param bank the filters
     * @return tiles with one sample per pixel
     */
    public static FilterTiles mean(FilterBank bank) {
        float[][][] tiles = new float[bank.filters()][1][bank.height() * bank.width()];
        for (int k = 0; k < tiles.length; k++) {
            for (int c = 0; c < bank.filterChannels(); c++) {
                float[] plane = plane(bank, k, c);
                for (int i = 0; i < plane.length; i++) tiles[k][0][i] += plane[i] / bank.filterChannels();
            }
        }
        return scaled(bank, tiles);
    }

    /**
     * One channel of each filter.
     *
     * @param bank the filters
     * @param channel the channel, from 1
     * @return tiles with one sample per pixel
     * @throws IllegalArgumentException if the filters have no such channel
     */
    public static FilterTiles channel(FilterBank bank, int channel) {
        if (channel < 1 || channel > bank.filterChannels())
            throw new IllegalArgumentException("channel: expected a whole number from 1 to " + bank.filterChannels()
                    + ", the channels of a filter, but got " + channel);
        float[][][] tiles = new float[bank.filters()][1][];
        for (int k = 0; k < tiles.length; k++) tiles[k][0] = plane(bank, k, channel - 1);
        return scaled(bank, tiles);
    }

    private static float[] plane(FilterBank bank, int filter, int channel) {
        float[] plane = new float[bank.height() * bank.width()];
        for (int y = 0; y < bank.height(); y++)
            for (int x = 0; x < bank.width(); x++) plane[y * bank.width() + x] = bank.weight(filter, channel, y, x);
        return plane;
    }

    private static FilterTiles scaled(FilterBank bank, float[][][] tiles) {
        for (float[][] tile : tiles) {
            float top = 0;
            for (float[] plane : tile) for (float v : plane) top = Math.max(top, Math.abs(v));
            if (top == 0) continue;
            for (float[] plane : tile) for (int i = 0; i < plane.length; i++) plane[i] /= top;
        }
        return new FilterTiles(bank.width(), bank.height(), tiles);
    }

    /** {@return the number of filters} */
    public int count() {
        return samples.length;
    }

    /** {@return the width of a tile in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height of a tile in pixels} */
    public int height() {
        return height;
    }

    /** {@return whether a pixel has three samples: red, green and blue} */
    public boolean coloured() {
        return samples[0].length == 3;
    }

    /**
     * One value.
     *
     * @param filter the index of the filter, from 0
     * @param sample 0, or up to 2 if tiles are coloured
     * @param x column, from 0
     * @param y row, from 0
     * @return the value, −1 … 1
     */
    public float value(int filter, int sample, int x, int y) {
        return samples[filter][sample][y * width + x];
    }
}
