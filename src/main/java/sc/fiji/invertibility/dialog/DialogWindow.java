package sc.fiji.invertibility.dialog;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Frame;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
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
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;

/**
 * The window of a command's dialog: a remark, the command's parts, what it will cost, what is wrong with its values,
 * and a row of buttons. On a screen that is too small for the parts they are scrolled, while all that is below them
 * stays in sight.
 */
final class DialogWindow {

    private final JDialog dialog = new JDialog((Frame) null);
    private final JLabel remark = new JLabel(), cost = new JLabel(" "), problem = new JLabel();
    private final JPanel column = box(BoxLayout.Y_AXIS), foot = box(BoxLayout.Y_AXIS), buttons = box(BoxLayout.X_AXIS);
    private final JScrollPane scroll = new JScrollPane(column);

    /**
     * Makes a window, which is not shown yet.
     *
     * @param parts from top to bottom
     * @param closed is called when it has been closed, by whom ever
     * @param activated is called whenever it comes to the front
     */
    DialogWindow(String title, List<JComponent> parts, Runnable closed, Runnable activated) {
        column.setBorder(BorderFactory.createEmptyBorder(8, 8, 0, 8));
        foot.setBorder(BorderFactory.createEmptyBorder(0, 8, 8, 8));
        buttons.setBorder(BorderFactory.createEmptyBorder(8, 0, 0, 0));
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.getVerticalScrollBar().setUnitIncrement(16);
        problem.setForeground(new Color(0xb00020));
        append(column, remark);
        parts.forEach(part -> append(column, part));
        append(foot, cost);
        append(foot, problem);
        append(foot, buttons);
        dialog.setTitle(title);
        dialog.add(scroll, BorderLayout.CENTER);
        dialog.add(foot, BorderLayout.SOUTH);
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> close(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
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

    private static void append(JPanel box, JComponent part) {
        part.setAlignmentX(0);
        box.add(part);
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
        if (!dialog.isVisible()) return;
        Rectangle screen = pack();
        // What grew at its lower end may have left the screen.
        int x = Math.min(dialog.getX(), screen.x + screen.width - dialog.getWidth());
        int y = Math.min(dialog.getY(), screen.y + screen.height - dialog.getHeight());
        dialog.setLocation(Math.max(x, screen.x), Math.max(y, screen.y));
    }

    /** Gives the window the size of its parts, or as much as the screen has, which is returned. */
    private Rectangle pack() {
        dialog.pack();
        Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
        Insets bars = dialog.getToolkit().getScreenInsets(dialog.getGraphicsConfiguration());
        screen.x += bars.left;
        screen.y += bars.top;
        screen.width -= bars.left + bars.right;
        screen.height -= bars.top + bars.bottom;
        if (dialog.getHeight() > screen.height) {
            int bar = scroll.getVerticalScrollBar().getPreferredSize().width;
            dialog.setSize(Math.min(dialog.getWidth() + bar, screen.width), screen.height);
        }
        return screen;
    }

    void show() {
        pack();
        dialog.setLocationByPlatform(true);
        dialog.setVisible(true);
    }

    void close() {
        dialog.dispose();
    }
}
