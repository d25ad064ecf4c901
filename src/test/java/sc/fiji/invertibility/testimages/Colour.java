package sc.fiji.invertibility.testimages;

/** A colour in linear light, red, green and blue from 0 (black) to 1 (white) and beyond. */
record Colour(double red, double green, double blue) {

    /** From the usual sRGB notation, such as 0xC9A24A. */
    static Colour srgb(int hex) {
        return new Colour(linear(hex >> 16 & 255), linear(hex >> 8 & 255), linear(hex & 255));
    }

    Colour mix(Colour other, double share) {
        return new Colour(
                Ramp.mix(red, other.red, share),
                Ramp.mix(green, other.green, share),
                Ramp.mix(blue, other.blue, share));
    }

    Colour times(double factor) {
        return new Colour(red * factor, green * factor, blue * factor);
    }

    Colour times(Colour filter) {
        return new Colour(red * filter.red, green * filter.green, blue * filter.blue);
    }

    Colour plus(Colour other) {
        return new Colour(red + other.red, green + other.green, blue + other.blue);
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
    }

    /** The sRGB value, 0 to 255, of one component in linear light. */
    static int encoded(double value) {
        double v = Ramp.clamp(value);
        return (int) (255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055) + 0.5);
    }
}
