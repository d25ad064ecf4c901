package sc.fiji.invertibility.dialog;

import java.util.Map;
import javax.swing.JComboBox;

/** Choices that set several keys at once. */
final class Presets {

    private static final String CUSTOM = "Custom";

    private final Map<String, Map<String, Object>> presets;
    private final JComboBox<String> box = new JComboBox<>();
    private boolean following;

    Presets(Map<String, Map<String, Object>> presets, ParameterForm form) {
        this.presets = presets;
        presets.keySet().forEach(box::addItem);
        box.addItem(CUSTOM);
        box.setName("quality");
        box.setToolTipText(Wrapped.html("Sets several of the parameters under \"More\" at once. " + CUSTOM
                + ": as they are set there. A recorded macro names these parameters."));
        box.addActionListener(event -> {
            if (!following) form.show(presets.getOrDefault(box.getSelectedItem(), Map.of()));
        });
    }

    JComboBox<String> component() {
        return box;
    }

    /** Shows which of the choices has these values. */
    void follow(Map<String, Object> values) {
        following = true;
        box.setSelectedItem(presets.entrySet().stream()
                .filter(preset ->
                        values.entrySet().containsAll(preset.getValue().entrySet()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(CUSTOM));
        following = false;
    }
}
