package sc.fiji.invertibility.classify;

/** Average pooling of the images of a column, on the heap; incomplete windows are left out. */
record AveragePooling(ImageColumn column, int window) {

    /** The averages of one image: channel by channel, and row by row. */
    float[] of(float[] map, int index) {
        int height = column.image().height() / window, width = column.image().width() / window;
        int channels = column.image().channels(), row = column.image().width();
        float[] result = new float[channels * height * width];
        float share = 1f / (window * window);
        int at = 0;
        for (int c = 0; c < channels; c++) {
            int start = column.start(index, c);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    float sum = 0;
                    for (int dy = 0; dy < window; dy++) {
                        int from = start + (y * window + dy) * row + x * window;
                        for (int dx = 0; dx < window; dx++) sum += map[from + dx];
                    }
                    result[at++] = sum * share;
                }
        }
        return result;
    }
}
