package sc.fiji.invertibility.dialog;

import java.awt.BorderLayout;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JSlider;
import org.scijava.module.ModuleItem;

/** A number within bounds, typed in or set by a slider. */
final class SliderField implements Field {

    private final JPanel panel = new JPanel(new BorderLayout(6, 0));
    private final NumberField number;
    private final JSlider slider;
    private final double least, step;
    private boolean following;

    SliderField(ModuleItem<?> item, Runnable changed) {
        least = ((Number) item.getMinimumValue()).doubleValue();
        double most = ((Number) item.getMaximumValue()).doubleValue();
        step = item.getStepSize() == null
                ? (most - least) / 100
                : item.getStepSize().doubleValue();
        slider = new JSlider(0, (int) Math.round((most - least) / step));
        number = new NumberField(() -> {
            if (!following) follow();
            changed.run();
        });
        slider.addChangeListener(event -> {
            if (!following) number.show(least + slider.getValue() * step);
        });
        panel.add(slider, BorderLayout.CENTER);
        panel.add(number.component(), BorderLayout.EAST);
    }

    /** Moves the slider to the typed number. */
    private void follow() {
        double value = (Double) number.value();
        if (Double.isNaN(value)) return;
        following = true;
        slider.setValue((int) Math.round((value - least) / step));
        following = false;
    }

    @Override
    public JComponent component() {
        return panel;
    }

    @Override
    public Object value() {
        return number.value();
    }

    @Override
    public void show(Object value) {
        number.show(value);
    }
}
