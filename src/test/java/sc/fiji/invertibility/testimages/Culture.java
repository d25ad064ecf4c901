package sc.fiji.invertibility.testimages;

import java.util.ArrayList;
import java.util.List;

/** Nuclei spread over a dish so that no two share a place. */
final class Culture {
    private final List<Nucleus> nuclei = new ArrayList<>();

    /**
     * Tries {@code attempts} random places, each kept where it leaves {@code spacing} times the two radii free; a little
     * beyond the edges too, so that nuclei are cut there.
     */
    static List<Nucleus> seeded(
            Dice dice, double width, double height, double depth, int attempts, double smallest, double spacing) {
        Culture culture = new Culture();
        for (int i = 0; i < attempts; i++) {
            double radius = dice.uniform(smallest, 1.45 * smallest);
            double x = dice.uniform(-radius, width + radius);
            double y = dice.uniform(-radius, height + radius);
            double z = dice.uniform(0, depth);
            if (culture.free(x, y, radius, spacing)) culture.nuclei.add(new Nucleus(dice, x, y, z, radius, 0.6));
        }
        return List.copyOf(culture.nuclei);
    }

    private boolean free(double x, double y, double radius, double spacing) {
        for (Nucleus other : nuclei) {
            double dx = other.x - x;
            double dy = other.y - y;
            double needed = spacing * (radius + other.radius);
            if (dx * dx + dy * dy < needed * needed) return false;
        }
        return true;
    }
}
