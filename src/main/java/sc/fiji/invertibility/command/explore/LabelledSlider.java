package sc.fiji.invertibility.command.explore;

import java.awt.BorderLayout;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

/** A slider below its name and value. */
final class LabelledSlider extends JPanel {

    private static final long serialVersionUID = 1;

    private final JLabel value = new JLabel();
    private final JLabel name;
    private final JSlider slider;
    private transient IntFunction<String> words;
    private boolean quiet;

    /**
     * @param name the name of the setting
     * @param tip the tool tip
     * @param least the first place
     * @param most the last place
     * @param words the text shown for a place
     * @param listener is notified of a place, and whether the slider is still moving
     */
    LabelledSlider(
            String name,
            String tip,
            int least,
            int most,
            IntFunction<String> words,
            BiConsumer<Integer, Boolean> listener) {
        super(new BorderLayout());
        this.name = new JLabel(name);
        this.words = words;
        slider = new JSlider(least, most, least);
        slider.setName(name);
        slider.setToolTipText(tip);
        slider.addChangeListener(at -> {
            value.setText(this.words.apply(slider.getValue()));
            if (!quiet) listener.accept(slider.getValue(), slider.getValueIsAdjusting());
        });
        add(this.name, BorderLayout.WEST);
        add(value, BorderLayout.EAST);
        add(slider, BorderLayout.SOUTH);
        setBorder(BorderFactory.createEmptyBorder(2, 0, 2, 0));
    }

    /** Moves to a place without notifying the listener. */
    void showPlace(int place) {
        quiet = true;
        slider.setValue(place);
        value.setText(words.apply(slider.getValue()));
        quiet = false;
    }

    /** Changes the range of places. */
    void offer(int most, IntFunction<String> otherWords) {
        quiet = true;
        words = otherWords;
        slider.setMaximum(most);
        quiet = false;
    }

    @Override
    public void setEnabled(boolean enabled) {
        super.setEnabled(enabled);
        slider.setEnabled(enabled);
        name.setEnabled(enabled);
        value.setEnabled(enabled);
    }
}
