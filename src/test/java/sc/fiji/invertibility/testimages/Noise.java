package sc.fiji.invertibility.testimages;

/** Gradient noise in three dimensions (Perlin 2002), and sums of its octaves. Values are about -1 to 1. */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = Dice.mix(seed + 0x632BE59BD9B4E019L);
    }

    double at(double x, double y, double z) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        double fz = Math.floor(z);
        double dx = x - fx;
        double dy = y - fy;
        double dz = z - fz;
        double u = fade(dx);
        double v = fade(dy);
        double near = square((int) fx, (int) fy, (int) fz, dx, dy, dz, u, v);
        return near + fade(dz) * (square((int) fx, (int) fy, (int) fz + 1, dx, dy, dz - 1, u, v) - near);
    }

    double at(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        double dx = x - fx;
        double dy = y - fy;
        return 1.4 * square((int) fx, (int) fy, 0, dx, dy, 0, fade(dx), fade(dy));
    }

    /** Octaves at doubling frequency and halving amplitude: a 1/f field. */
    double octaves(double x, double y, int count) {
        double sum = 0;
        double amplitude = 0.6;
        for (int i = 0; i < count; i++, amplitude /= 2) {
            sum += amplitude * at(x, y);
            x = 2 * x + 17.3;
            y = 2 * y - 9.1;
        }
        return sum;
    }

    double octaves(double x, double y, double z, int count) {
        double sum = 0;
        double amplitude = 0.7;
        for (int i = 0; i < count; i++, amplitude /= 2) {
            sum += amplitude * at(x, y, z);
            x = 2 * x + 17.3;
            y = 2 * y - 9.1;
            z = 2 * z + 5.7;
        }
        return sum;
    }

    private double square(int x, int y, int z, double dx, double dy, double dz, double u, double v) {
        double top = corner(x, y, z, dx, dy, dz);
        top += u * (corner(x + 1, y, z, dx - 1, dy, dz) - top);
        double bottom = corner(x, y + 1, z, dx, dy - 1, dz);
        bottom += u * (corner(x + 1, y + 1, z, dx - 1, dy - 1, dz) - bottom);
        return top + v * (bottom - top);
    }

    private double corner(int x, int y, int z, double dx, double dy, double dz) {
        long hash = Dice.mix(seed ^ (x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL + z * 0x165667B19E3779F9L));
        int edge = (int) (hash >>> 60);
        double a = edge < 8 ? dx : dy;
        double b = edge < 4 ? dy : edge == 12 || edge == 14 ? dx : dz;
        return ((edge & 1) == 0 ? a : -a) + ((edge & 2) == 0 ? b : -b);
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }
}
