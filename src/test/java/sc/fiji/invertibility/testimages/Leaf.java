package sc.fiji.invertibility.testimages;

/** A fallen leaf: where it lies, how it is coloured and how its relief takes the light. */
final class Leaf {
    private static final Colour SKY = new Colour(0.55, 0.7, 0.95);
    final double centreX;
    final double centreY;
    final double length;
    private final Blade blade;
    private final double cos;
    private final double sin;
    private final double bend;
    private final double fold;
    private final double curl;
    private final double gloss;
    private final double spots;
    private final Noise noise;
    private final Colour inner;
    private final Colour outer;
    private final Colour veins;

    Leaf(Dice dice, double centreX, double centreY, double length, Palette palette) {
        this.centreX = centreX;
        this.centreY = centreY;
        this.length = length;
        double kind = dice.uniform();
        blade = kind < 0.3
                ? PinnateBlade.beech(dice)
                : kind < 0.5
                        ? PinnateBlade.birch(dice)
                        : kind < 0.64
                                ? PinnateBlade.willow(dice)
                                : kind < 0.78 ? PinnateBlade.oak(dice) : new PalmateBlade(dice);
        double angle = dice.angle();
        cos = StrictMath.cos(angle);
        sin = StrictMath.sin(angle);
        bend = dice.uniform(-0.35, 0.35);
        fold = dice.uniform(-0.35, 0.35);
        curl = dice.uniform(0.15, 0.6);
        gloss = dice.uniform(0.02, 0.16);
        spots = dice.uniform(0.0, 0.55);
        noise = new Noise(dice.below(1 << 30));
        inner = palette.pick(dice);
        outer = palette.pick(dice).mix(inner, dice.uniform(0.2, 0.9));
        veins = inner.mix(palette.vein(dice), 0.6);
    }

    /** Half the side of a square that holds the leaf and its shadow. */
    double extent() {
        return 0.95 * length;
    }

    /** The distance to the leaf's edge in pixels, about: positive on the leaf. */
    double margin(double x, double y) {
        double u = u(x, y);
        return length * blade.margin(u, v(x, y, u));
    }

    /** The colour under a lamp of that direction, which points to the light. */
    Colour colour(double x, double y, double lightX, double lightY, double lightZ) {
        double u = u(x, y);
        double v = v(x, y, u);
        double edge = Ramp.smooth(0.0, 0.09, blade.margin(u, v) + 0.03 * noise.at(6 * u, 6 * v));
        double vein = blade.vein(u, v);
        double mottle = noise.octaves(4 * u, 4 * v, 4);
        double grain = noise.octaves(0.22 * x, 0.22 * y, 2);

        Colour skin = outer.mix(inner, Ramp.clamp(edge * (0.75 + 0.9 * mottle)));
        skin = skin.mix(veins, 0.75 * vein);
        double blotch = Ramp.smooth(1 - spots, 1.15 - spots, noise.at(11 * u + 40, 11 * v) + 0.4 * mottle);
        skin = skin.times(1 - 0.45 * blotch).times(1 + 0.35 * grain + 0.3 * mottle);
        skin = skin.mix(new Colour(0.09, 0.045, 0.02), 0.7 * (1 - Ramp.smooth(0, 0.02, blade.margin(u, v))));

        double slopeU = curl * noise.at(2.1 * u + 7, 2.1 * v) + 0.2 * blade.bulge(u, v) + 0.12 * grain;
        double slopeV = fold * (v > 0 ? 1 : -1) * Ramp.smooth(0, 0.04, Math.abs(v))
                + curl * noise.at(2.1 * u, 2.1 * v + 13)
                + 0.15 * blade.bulge(u, v) * (v > 0 ? 1 : -1);
        double steep = Math.sqrt(1 + slopeU * slopeU + slopeV * slopeV);
        double along = lightX * cos + lightY * sin;
        double across = lightY * cos - lightX * sin;
        double lambert = Math.max(0, (lightZ - along * slopeU - across * slopeV) / steep);
        double facing =
                Math.max(0, (1 + lightZ - along * slopeU - across * slopeV) / steep / Math.sqrt(2 + 2 * lightZ));
        double shine = facing * facing * facing * facing;
        shine *= shine * shine;
        return skin.times(0.3 + 1.05 * lambert).plus(SKY.times(gloss * shine * shine * (1 - 0.5 * vein)));
    }

    private double u(double x, double y) {
        return ((x - centreX) * cos + (y - centreY) * sin) / length + 0.5;
    }

    private double v(double x, double y, double u) {
        return ((y - centreY) * cos - (x - centreX) * sin) / length + bend * (u - 0.5) * (u - 0.5);
    }
}
