package sc.fiji.invertibility.dialog;

import java.awt.BorderLayout;
import java.io.File;
import java.util.Objects;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

/** A file or folder, typed in or chosen with a file chooser. */
final class FileField implements Field {

    private final JPanel panel = new JPanel(new BorderLayout(4, 0));
    private final JTextField path = new JTextField(20);
    private final String style, label;

    FileField(ModuleItem<?> item, Runnable changed) {
        style = Objects.requireNonNullElse(item.getWidgetStyle(), FileWidget.OPEN_STYLE);
        label = Objects.requireNonNullElse(item.getLabel(), item.getName());
        path.getDocument().addDocumentListener(new Typing(changed));
        JButton browse = new JButton("Browse...");
        browse.addActionListener(event -> browse());
        panel.add(path, BorderLayout.CENTER);
        panel.add(browse, BorderLayout.EAST);
    }

    private void browse() {
        JFileChooser chooser = new JFileChooser((File) value());
        // A dialog may have several; "Open" does not tell which of them is chosen.
        chooser.setDialogTitle(label);
        if (style.contains(FileWidget.DIRECTORY_STYLE)) chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        boolean save = style.contains(FileWidget.SAVE_STYLE);
        int answer = save ? chooser.showSaveDialog(panel) : chooser.showOpenDialog(panel);
        if (answer == JFileChooser.APPROVE_OPTION) show(chooser.getSelectedFile());
    }

    @Override
    public JComponent component() {
        return panel;
    }

    @Override
    public Object value() {
        return path.getText().isBlank() ? null : new File(path.getText().strip());
    }

    @Override
    public void show(Object value) {
        path.setText(value == null ? "" : value.toString());
    }
}
