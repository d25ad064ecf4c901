package sc.fiji.invertibility.testimages;

/** A grey image in double precision. */
final class Plane {
    final int width;
    final int height;
    final double[] values;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        values = new double[width * height];
    }

    /** What the plane holds at each pixel. */
    interface Field {
        double at(int x, int y);
    }

    static Plane of(int width, int height, Field field) {
        Plane plane = new Plane(width, height);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) plane.values[y * width + x] = field.at(x, y);
        return plane;
    }

    double at(int x, int y) {
        return values[y * width + x];
    }

    void add(int x, int y, double value) {
        values[y * width + x] += value;
    }

    void addScaled(Plane other, double factor) {
        for (int i = 0; i < values.length; i++) values[i] += factor * other.values[i];
    }

    /** Convolved with a Gaussian of that standard deviation in pixels; edges are repeated. */
    Plane blurred(double sigma) {
        int radius = (int) Math.ceil(3 * sigma);
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++)
            sum += kernel[i + radius] = StrictMath.exp(-i * i / (2 * sigma * sigma));
        for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
        return convolved(kernel, 1, 0).convolved(kernel, 0, 1);
    }

    /** Half the size, each pixel the mean of four. */
    Plane halved() {
        return of(
                width / 2,
                height / 2,
                (x, y) -> (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1))
                        / 4);
    }

    private Plane convolved(double[] kernel, int stepX, int stepY) {
        int radius = kernel.length / 2;
        return of(width, height, (x, y) -> {
            double sum = 0;
            for (int i = 0; i < kernel.length; i++) {
                int sourceX = Math.min(Math.max(x + stepX * (i - radius), 0), width - 1);
                int sourceY = Math.min(Math.max(y + stepY * (i - radius), 0), height - 1);
                sum += kernel[i] * values[sourceY * width + sourceX];
            }
            return sum;
        });
    }
}
