package sc.fiji.invertibility.command.explore;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;

/**
 * The layout of the window: the settings on the left, the pictures above the curves, and a line at the bottom.
 *
 * @param filters the list of filters
 * @param sliders the sliders below it
 * @param pictures the linked pictures
 * @param curves the curves below them, from left to right
 * @param status the line at the bottom
 * @param buttons the buttons at its end
 */
record WindowLayout(
        JComponent filters,
        JComponent sliders,
        JComponent pictures,
        List<? extends JComponent> curves,
        JComponent status,
        List<JButton> buttons) {

    JPanel panel() {
        JPanel side = new JPanel(new BorderLayout(0, 6));
        side.add(filters, BorderLayout.CENTER);
        side.add(sliders, BorderLayout.SOUTH);
        JPanel below = new JPanel(new GridLayout(1, curves.size(), 4, 0));
        curves.forEach(below::add);
        JPanel centre = new JPanel(new BorderLayout(0, 4));
        centre.add(pictures, BorderLayout.CENTER);
        centre.add(below, BorderLayout.SOUTH);
        JPanel row = new JPanel(new FlowLayout(FlowLayout.RIGHT, 4, 0));
        buttons.forEach(row::add);
        JPanel bottom = new JPanel(new BorderLayout(8, 0));
        bottom.add(status, BorderLayout.CENTER);
        bottom.add(row, BorderLayout.EAST);
        JPanel all = new JPanel(new BorderLayout(8, 6));
        all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        all.add(side, BorderLayout.WEST);
        all.add(centre, BorderLayout.CENTER);
        all.add(bottom, BorderLayout.SOUTH);
        return all;
    }
}
