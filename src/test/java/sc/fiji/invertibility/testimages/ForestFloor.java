package sc.fiji.invertibility.testimages;

import ij.ImagePlus;

/**
 * Dead leaves, taken at their word: fallen leaves with sizes of density size⁻³ cover one another, which gives a picture the
 * statistics of natural photographs (Lee, Mumford and Huang, 2001). They are laid from the top down, so that each pixel is
 * shaded once, in the shadow of what lies above.
 */
final class ForestFloor {
    /** Scene pixels a picture pixel, along each axis. */
    private static final int OVERSAMPLING = 2;

    private static final double LIGHT_X = -0.5;
    private static final double LIGHT_Y = -0.45;
    private static final double LIGHT_Z = 0.74;

    private final int side;
    private final Scene scene;
    private final Dice dice = new Dice(2001);
    private final Palette palette = Palette.autumn();
    private int uncovered;

    private ForestFloor(int pictureSide) {
        side = pictureSide * OVERSAMPLING;
        scene = new Scene(side, side);
        uncovered = side * side;
    }

    /** The picture, RGB, 512 by 512. */
    static ImagePlus photo() {
        ForestFloor floor = new ForestFloor(512);
        floor.cover();
        floor.lightThrough();
        return new ImagePlus("photo", Photograph.of(floor.scene, OVERSAMPLING));
    }

    private void cover() {
        double reach = 0.2 * side;
        for (int count = 0; uncovered > side * side / 2000 && count < 30_000; count++) {
            double length = dice.scaleInvariantSize(smallest(count), 0.5 * side);
            double x = dice.uniform(-reach, side + reach);
            double y = dice.uniform(-reach, side + reach);
            lay(new Leaf(dice, x, y, length, palette), count);
        }
        for (int i = 0; i < side * side; i++) if (!scene.covered(i)) scene.put(i, new Colour(0.01, 0.007, 0.004), 1);
    }

    /** The top layer is of whole leaves; crumbs lie below. */
    private double smallest(int above) {
        return side * Ramp.mix(0.15, 0.05, Ramp.smooth(0, 160, above));
    }

    private void lay(Leaf leaf, int above) {
        double depth = Ramp.clamp(StrictMath.log(1 + above) / StrictMath.log(4000));
        double extent = leaf.extent();
        double height = 0.05 * leaf.length + 6;
        int left = Math.max(0, (int) (leaf.centreX - extent));
        int right = Math.min(side - 1, (int) (leaf.centreX + extent));
        int top = Math.max(0, (int) (leaf.centreY - extent));
        int bottom = Math.min(side - 1, (int) (leaf.centreY + extent));
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++) {
                int i = y * side + x;
                if (scene.covered(i)) continue;
                double near = leaf.margin(x, y);
                if (near > 0) {
                    scene.put(i, leaf.colour(x, y, LIGHT_X, LIGHT_Y, LIGHT_Z), depth);
                    uncovered--;
                    continue;
                }
                double cast = leaf.margin(x + 0.8 * height * LIGHT_X, y + 0.8 * height * LIGHT_Y);
                double shadow = 0.62 * Ramp.smooth(-0.5 * height, 0.5 * height, cast);
                double contact = 0.4 * Ramp.smooth(-0.8 * height, 0, near);
                scene.shade(i, (1 - shadow) * (1 - contact));
            }
    }

    /** Sunlight in patches, as it falls through a canopy, and a little darkness towards the corners. */
    private void lightThrough() {
        Noise canopy = new Noise(77);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                double u = (double) x / side;
                double v = (double) y / side;
                double patch = Ramp.smooth(-0.35, 0.45, canopy.octaves(2.3 * u + 3, 2.3 * v, 3));
                double away = (u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5);
                scene.light(y * side + x, patch, 1 - 0.55 * away);
            }
    }
}
