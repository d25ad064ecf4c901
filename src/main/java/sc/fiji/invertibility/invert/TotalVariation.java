package sc.fiji.invertibility.invert;

/**
 * The total variation of an image: the sum of the lengths of its gradient, channel by channel, smoothed where the
 * gradient vanishes.
 *
 * @param width columns
 * @param height rows
 * @param smoothing the length of the gradient below which it is smoothed, in the image's units
 */
record TotalVariation(int width, int height, double smoothing) {

    /**
     * Adds the gradient of the weighted total variation.
     *
     * @param x values, row-major (channel, y, x)
     * @param weight its weight
     * @param gradient the array that the gradient is added to
     * @return the weighted total variation
     */
    double addGradient(float[] x, double weight, float[] gradient) {
        double sum = 0;
        int pixels = width * height;
        for (int start = 0; start < x.length; start += pixels)
            for (int row = 0; row < height; row++)
                for (int column = 0; column < width; column++) {
                    int i = start + row * width + column;
                    double right = column + 1 < width ? x[i + 1] - x[i] : 0;
                    double down = row + 1 < height ? x[i + width] - x[i] : 0;
                    double length = Math.sqrt(right * right + down * down + smoothing * smoothing);
                    sum += length - smoothing;
                    double a = weight * right / length, b = weight * down / length;
                    gradient[i] -= (float) (a + b);
                    if (column + 1 < width) gradient[i + 1] += (float) a;
                    if (row + 1 < height) gradient[i + width] += (float) b;
                }
        return weight * sum;
    }
}
