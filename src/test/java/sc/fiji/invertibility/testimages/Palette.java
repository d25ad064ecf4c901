package sc.fiji.invertibility.testimages;

import java.util.List;

/** Colours to draw from, each as often as its weight says. */
final class Palette {
    private final List<Colour> colours;
    private final double[] weights;
    private final Colour vein;

    private Palette(List<Colour> colours, double[] weights, Colour vein) {
        this.colours = colours;
        this.weights = weights;
        this.vein = vein;
    }

    /** Ochre, amber, russet and crimson, some moss, a little blue-green: a wood in October. */
    static Palette autumn() {
        List<Colour> colours = List.of(
                Colour.srgb(0xDDA23A),
                Colour.srgb(0xD07C28),
                Colour.srgb(0xB2501F),
                Colour.srgb(0x98291F),
                Colour.srgb(0x7C4A26),
                Colour.srgb(0xCDB070),
                Colour.srgb(0x8C8A34),
                Colour.srgb(0x5B6E33),
                Colour.srgb(0x5E7466),
                Colour.srgb(0x6A2A34));
        double[] weights = {0.17, 0.18, 0.16, 0.11, 0.11, 0.07, 0.08, 0.06, 0.02, 0.04};
        return new Palette(colours, weights, Colour.srgb(0xE6CF94));
    }

    Colour pick(Dice dice) {
        double left = dice.uniform();
        int index = 0;
        while (index < weights.length - 1 && (left -= weights[index]) > 0) index++;
        return colours.get(index).times(dice.uniform(0.8, 1.15));
    }

    Colour vein(Dice dice) {
        return vein.times(dice.uniform(0.3, 1.0));
    }
}
