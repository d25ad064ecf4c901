package sc.fiji.invertibility.dialog;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Image;
import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.swing.ImageIcon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;

/** A part of the image beside the command's result for it, updated whenever a value changes. */
final class PreviewPane {

    private static final int SIDE = 120, SHOWN = 240;

    private record Pictures(ImagePlus before, ImagePlus after) {}

    private final Function<Map<String, Object>, ImagePlus> command;
    private final JPanel panel = new JPanel(new FlowLayout(FlowLayout.LEFT));
    private final JLabel before = new JLabel(), after = new JLabel();
    private final Newest<Pictures> newest = new Newest<>(this::show);

    /** Shows a command's result for its image; null if the command has no preview. */
    PreviewPane(Function<Map<String, Object>, ImagePlus> command) {
        this.command = command;
        for (JLabel label : new JLabel[] {before, after}) {
            label.setHorizontalTextPosition(SwingConstants.CENTER);
            label.setVerticalTextPosition(SwingConstants.BOTTOM);
            label.setPreferredSize(new Dimension(SHOWN, SHOWN + 20));
            panel.add(label);
        }
        panel.setVisible(false);
    }

    boolean isPossible() {
        return command != null;
    }

    JComponent component() {
        return panel;
    }

    void setShown(boolean shown) {
        panel.setVisible(shown);
    }

    void stop() {
        newest.stop();
    }

    void ask(Map<String, Object> values) {
        if (!panel.isVisible() || !(values.get("image") instanceof ImagePlus image)) return;
        if (image.getStack().size() == 0) return;
        Map<String, Object> piece = new LinkedHashMap<>(values);
        ImagePlus cut = piece(image);
        piece.put("image", cut);
        newest.ask(() -> new Pictures(cut, command.apply(piece)));
    }

    /** The middle of the selected or visible part, in the current slice and frame. */
    private static ImagePlus piece(ImagePlus image) {
        Rectangle seen = new Rectangle(image.getWidth(), image.getHeight());
        ImageCanvas canvas = image.getCanvas();
        if (canvas != null) seen = seen.intersection(canvas.getSrcRect());
        Roi selection = image.getRoi();
        if (selection != null && selection.isArea() && selection.getBounds().intersects(seen))
            seen = seen.intersection(selection.getBounds());
        int w = Math.min(SIDE, seen.width), h = Math.min(SIDE, seen.height);
        Roi middle = new Roi(seen.x + (seen.width - w) / 2, seen.y + (seen.height - h) / 2, w, h);
        ImageStack channels = new ImageStack(w, h);
        for (int c = 1; c <= image.getNChannels(); c++) {
            ImageProcessor slice = image.getStack()
                    .getProcessor(image.getStackIndex(c, image.getZ(), image.getT()))
                    .duplicate();
            slice.setRoi(middle);
            channels.addSlice(slice.crop());
        }
        ImagePlus piece = new ImagePlus(image.getTitle(), channels);
        piece.setDimensions(image.getNChannels(), 1, 1);
        piece.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        if (!image.isComposite()) return piece;
        CompositeImage composite = new CompositeImage(piece, ((CompositeImage) image).getMode());
        composite.setLuts(image.getLuts());
        return composite;
    }

    private void show(Pictures pictures) {
        before.setIcon(icon(pictures.before));
        before.setText("image");
        after.setIcon(pictures.after == null ? null : icon(pictures.after));
        after.setText(pictures.after == null ? "no preview for these values" : "reconstruction");
    }

    private static ImageIcon icon(ImagePlus image) {
        int zoom = Math.max(1, SHOWN / Math.max(image.getWidth(), image.getHeight()));
        return new ImageIcon(image.getImage()
                .getScaledInstance(zoom * image.getWidth(), zoom * image.getHeight(), Image.SCALE_REPLICATE));
    }
}
