package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.BoxLayout;
import javax.swing.JPanel;

/** The sliders of the percentage kept, pooling, iterations and layer. */
final class Sliders extends JPanel {

    private static final long serialVersionUID = 1;

    static final int MOST_ITERATIONS = 50;

    private static final int LARGEST_POOL = 16;

    private final LabelledSlider keep, pool, iterations, layer;
    private transient Settings settings;

    /**
     * @param listener is notified of a new setting, and whether a slider is still moving
     */
    Sliders(BiConsumer<Settings, Boolean> listener) {
        setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
        keep = new LabelledSlider(
                "Keep",
                "How many of the pooled activations are kept, the largest first",
                0,
                KeepScale.PLACES,
                place -> Settings.number(KeepScale.percent(place)) + " %",
                (place, moving) -> listener.accept(settings.withKeep(KeepScale.percent(place)), moving));
        pool = new LabelledSlider(
                "Pooling",
                "In each block of this size, the largest activation is kept",
                1,
                LARGEST_POOL,
                side -> side + "×" + side,
                (side, moving) -> listener.accept(settings.withPool(side), moving));
        iterations = new LabelledSlider(
                "Iterations",
                "1 is the layer forwards and back; more iterations come closer to the image",
                1,
                MOST_ITERATIONS,
                String::valueOf,
                (count, moving) -> listener.accept(settings.withIterations(count), moving));
        layer = new LabelledSlider(
                "Layer",
                "The layer of the network or file from which the image is reconstructed",
                0,
                0,
                place -> "–",
                (place, moving) -> listener.accept(
                        settings.withLayer(settings.filters().layers().get(place)), moving));
        add(keep);
        add(pool);
        add(iterations);
        add(layer);
    }

    /** Shows a setting; what does not apply to it is greyed. */
    void show(Settings shown) {
        settings = shown;
        List<String> layers = shown.filters().layers();
        boolean single = !shown.filters().isNetwork();
        keep.setEnabled(single);
        pool.setEnabled(single);
        layer.setEnabled(layers.size() > 1);
        layer.offer(Math.max(0, layers.size() - 1), place -> layers.isEmpty() ? "–" : layers.get(place));
        layer.showPlace(Math.max(0, layers.indexOf(shown.layer())));
        keep.showPlace(KeepScale.place(shown.keep()));
        pool.showPlace(shown.pool());
        iterations.showPlace(shown.iterations());
    }
}
