package sc.fiji.invertibility.testimages;

/**
 * The outline and veins of a leaf in its own coordinates: u runs along the midrib from 0 at the base to 1 at the tip, v
 * across, in the same unit.
 */
interface Blade {
    /** The distance to the edge, about: positive inside, negative outside. */
    double margin(double u, double v);

    /** 1 in the middle of a vein, 0 away from it. */
    double vein(double u, double v);

    /** -1 to 1 and back from vein to vein: the slope of the bulges between them. */
    double bulge(double u, double v);
}
