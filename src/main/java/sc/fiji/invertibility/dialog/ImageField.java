package sc.fiji.invertibility.dialog;

import ij.ImagePlus;
import java.awt.Component;
import java.util.List;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;

/** One of the images that are open. */
final class ImageField implements Field {

    private final JComboBox<ImagePlus> box = new JComboBox<>();

    ImageField(Runnable changed) {
        box.setRenderer(new Described());
        box.addActionListener(event -> changed.run());
    }

    /** Lists the images again; the chosen one stays chosen if it is still there. */
    void list(List<ImagePlus> images) {
        Object chosen = box.getSelectedItem();
        box.setModel(new DefaultComboBoxModel<>(images.toArray(ImagePlus[]::new)));
        if (chosen instanceof ImagePlus image && images.contains(image)) box.setSelectedItem(image);
    }

    @Override
    public JComponent component() {
        return box;
    }

    @Override
    public Object value() {
        return box.getSelectedItem();
    }

    @Override
    public void show(Object value) {
        box.setSelectedItem(value);
    }

    private static final class Described extends DefaultListCellRenderer {

        private static final long serialVersionUID = 1;

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean selected, boolean focused) {
            return super.getListCellRendererComponent(
                    list, ImageChoice.described((ImagePlus) value), index, selected, focused);
        }
    }
}
