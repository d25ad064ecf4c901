package sc.fiji.invertibility.dialog;

import java.awt.Color;
import java.awt.Frame;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.WindowConstants;

/**
 * The window of a command's dialog: a remark, the command's parts, what it will cost, what is wrong with its values, and a
 * row of buttons.
 */
final class DialogWindow {

    private final JDialog dialog = new JDialog((Frame) null);
    private final JLabel remark = new JLabel(), cost = new JLabel(" "), problem = new JLabel();
    private final JPanel column = box(BoxLayout.Y_AXIS), buttons = box(BoxLayout.X_AXIS);

    /**
     * Makes a window, which is not shown yet.
     *
     * @param parts from top to bottom
     * @param closed is called when it has been closed, by whom ever
     * @param activated is called whenever it comes to the front
     */
    DialogWindow(String title, List<JComponent> parts, Runnable closed, Runnable activated) {
        column.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        buttons.setBorder(BorderFactory.createEmptyBorder(8, 0, 0, 0));
        problem.setForeground(new Color(0xb00020));
        append(remark);
        parts.forEach(this::append);
        append(cost);
        append(problem);
        append(buttons);
        dialog.setTitle(title);
        dialog.setContentPane(column);
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                closed.run();
            }

            @Override
            public void windowActivated(WindowEvent event) {
                activated.run();
            }
        });
    }

    private static JPanel box(int axis) {
        JPanel panel = new JPanel();
        panel.setLayout(new BoxLayout(panel, axis));
        return panel;
    }

    private void append(JComponent part) {
        part.setAlignmentX(0);
        column.add(part);
    }

    /** Adds a box to tick to the row of buttons. */
    void addBox(String name, Consumer<Boolean> ticked) {
        JCheckBox box = new JCheckBox(name);
        box.setName(name);
        box.addActionListener(event -> ticked.accept(box.isSelected()));
        buttons.add(box);
    }

    /** What follows in the row of buttons stands at its right end. */
    void addGap() {
        buttons.add(Box.createHorizontalGlue());
    }

    JButton addButton(String name, Runnable action) {
        JButton button = new JButton(name);
        button.setName(name);
        button.addActionListener(event -> action.run());
        buttons.add(button);
        return button;
    }

    /** Adds the button that the Enter key presses. */
    void addDefaultButton(String name, Runnable action) {
        dialog.getRootPane().setDefaultButton(addButton(name, action));
    }

    void setRemark(String text) {
        remark.setText(Wrapped.html(text));
    }

    void setCost(String text) {
        // An empty line keeps its height.
        cost.setText(text.isEmpty() ? " " : text);
    }

    void setProblem(String text) {
        problem.setText(text == null ? null : Wrapped.html(text));
    }

    /** Makes room for what has been added or shown since. */
    void fit() {
        if (dialog.isVisible()) dialog.pack();
    }

    void show() {
        dialog.pack();
        dialog.setLocationByPlatform(true);
        dialog.setVisible(true);
    }

    void close() {
        dialog.dispose();
    }
}
