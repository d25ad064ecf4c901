package sc.fiji.invertibility.command.explore;

import java.awt.Component;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;

/** Shows filters in a list by their names. */
final class FilterNames extends DefaultListCellRenderer {

    private static final long serialVersionUID = 1;

    @Override
    public Component getListCellRendererComponent(
            JList<?> list, Object value, int index, boolean selected, boolean focused) {
        String name = ((FilterChoice) value).label();
        super.getListCellRendererComponent(list, name, index, selected, focused);
        setToolTipText(name);
        return this;
    }
}
