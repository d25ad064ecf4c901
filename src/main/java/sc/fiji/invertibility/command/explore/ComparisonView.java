package sc.fiji.invertibility.command.explore;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

/** Original, reconstruction, and errors or switches side by side. */
final class ComparisonView extends JPanel {

    private static final long serialVersionUID = 1;

    private final PicturePane original = new PicturePane(),
            reconstruction = new PicturePane(),
            third = new PicturePane();
    private final JToggleButton errors = new JToggleButton("Error", true), switches = new JToggleButton("Switches");
    private final transient LinkedPanes linked;
    private transient Comparison comparison;
    private transient Pictures pictures;

    /**
     * @param image the pixels that can be looked at
     * @param listener is notified of the visible pixels, and whether the view is still moving
     */
    ComparisonView(Rectangle image, BiConsumer<Rectangle, Boolean> listener) {
        super(new GridLayout(1, 3, 4, 0));
        linked = new LinkedPanes(List.of(original, reconstruction, third), image, listener);
        original.setName("Original");
        original.setToolTipText("Drag to move, turn the wheel to zoom, double-click for the whole image");
        JPanel choice = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
        ButtonGroup group = new ButtonGroup();
        for (JToggleButton button : List.of(errors, switches)) {
            button.setName(button.getText());
            group.add(button);
            choice.add(button);
            button.addActionListener(at -> showThird());
        }
        errors.setToolTipText("How far each pixel is from the original");
        switches.setToolTipText("For each pixel, the share of filters whose kept maximum is there");
        add(titled(new JLabel("Original"), original));
        add(titled(new JLabel("Reconstruction"), reconstruction));
        add(titled(choice, third));
    }

    private static JPanel titled(JComponent title, PicturePane pane) {
        JPanel panel = new JPanel(new BorderLayout(0, 2));
        JPanel line = new JPanel(new BorderLayout());
        line.add(title, BorderLayout.WEST);
        line.setPreferredSize(new Dimension(10, new JToggleButton("Error").getPreferredSize().height));
        panel.add(line, BorderLayout.NORTH);
        panel.add(pane, BorderLayout.CENTER);
        return panel;
    }

    LinkedPanes linked() {
        return linked;
    }

    /** Shows the whole image, dimmed, around the computed part. */
    void showAround(BufferedImage image, Rectangle where) {
        for (PicturePane pane : List.of(original, reconstruction, third)) pane.showAround(image, where);
    }

    void show(Comparison shown) {
        comparison = shown;
        pictures = Pictures.of(shown);
        Rectangle where = shown.part().region();
        original.show(pictures.original(), where, "", null);
        reconstruction.show(pictures.reconstruction(), where, Readout.of(shown), null);
        switches.setEnabled(pictures.switches() != null);
        showThird();
    }

    private void showThird() {
        if (comparison == null) return;
        Rectangle where = comparison.part().region();
        if (showsSwitches()) third.show(pictures.switches(), where, "", pictures.switchBar());
        else third.show(pictures.errors(), where, "", pictures.errorBar());
    }

    private boolean showsSwitches() {
        return switches.isSelected() && pictures.switches() != null;
    }

    /** The view as a figure, or null before there is a result. */
    BufferedImage figure() {
        return comparison == null ? null : ComparisonFigure.of(comparison, pictures, showsSwitches());
    }
}
