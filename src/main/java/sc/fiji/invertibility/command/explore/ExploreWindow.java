package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.WindowManager;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import sc.fiji.invertibility.command.ProtectedImages;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.network.KnownNetworks;

/** The window: passes settings to the {@link Explorer}, and shows its results. */
final class ExploreWindow extends JFrame implements ExplorerListener {

    private static final long serialVersionUID = 1;

    private static final int WIDEST = 1920, HIGHEST = 1200;

    private final transient InputImage image;

    /** The image, which may be closed while this window is open; null once this window is closed. */
    private transient ProtectedImages held;

    private final transient Explorer explorer;
    private final transient ShownPlane plane;
    private final ComparisonView comparison;
    private final FilterPanel filters;
    private final Sliders sliders;
    private final CurveChart course = new CurveChart(), kept = new CurveChart();
    private final JLabel status = new JLabel(" ");
    private transient Comparison shown;

    /**
     * @param image the image to explore
     * @param opener opens the engine of a named device
     * @param maker makes the images of a setting
     */
    ExploreWindow(InputImage image, Function<String, Engine> opener, ImageMaker maker) {
        super("Explore Invertibility of " + image.image().getTitle());
        this.image = image;
        explorer = new Explorer(image, opener, SwingUtilities::invokeLater, this);
        plane = new ShownPlane(image.image(), this::go);
        comparison = new ComparisonView(image.region(), explorer::look);
        WindowActions actions = new WindowActions(this, image, explorer::settings, comparison::figure, maker);
        filters = new FilterPanel(next -> change(next, false), () -> actions.openWeights(this::offer));
        sliders = new Sliders(this::change);
        status.setName("Status");
        showAround();
        MadeFilters.all().forEach(filters::add);
        if (image.channels() == 1 || image.channels() == 3)
            KnownNetworks.all().stream()
                    .filter(network -> !network.name().contains("torchvision"))
                    .forEach(network -> filters.add(NetworkFilters.random(network)));
        setContentPane(new WindowLayout(filters, sliders, comparison, List.of(course, kept), status, actions.buttons())
                .panel());
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        setSize(Math.min(WIDEST, screen.width * 19 / 20), Math.min(HIGHEST, screen.height * 9 / 10));
        setLocationRelativeTo(null);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        show(explorer.settings());
        ImagePlus.addImageListener(plane);
        held = ProtectedImages.of(List.of(image.image()));
    }

    /** Shows the window, and adds it to ImageJ's list of windows. */
    void open() {
        WindowManager.addWindow(this);
        setVisible(true);
    }

    /** The current setting. */
    Settings settings() {
        return explorer.settings();
    }

    Explorer explorer() {
        return explorer;
    }

    /** Whether the result of the newest setting is shown. */
    boolean isSettled() {
        return shown != null && explorer.isNewest(shown);
    }

    private void change(Settings next, boolean moving) {
        show(next);
        explorer.change(next, moving);
    }

    private void show(Settings shown) {
        filters.show(shown);
        sliders.show(shown);
    }

    private void go(int z, int t) {
        if (explorer.go(z, t)) showAround();
    }

    private void offer(List<FilterChoice> choices) {
        choices.forEach(filters::add);
        filters.choose(choices.get(0));
    }

    /** Shows the whole image, dimmed, around the computed part. */
    private void showAround() {
        ImagePlus source = image.image();
        comparison.showAround(
                image.thumbnail(source.getZ(), source.getT(), Region.LONGEST).getBufferedImage(), image.region());
    }

    /** Shows a message at the bottom. */
    void say(String sentence) {
        status.setText(sentence);
        status.setToolTipText(sentence);
    }

    @Override
    public void computing() {
        say("Computing ...");
    }

    @Override
    public void filters(Settings settings, FilterBank bank) {
        filters.show(settings, bank);
    }

    @Override
    public void course(List<Comparison.Step> steps) {
        course.showCourse(steps, false);
    }

    @Override
    public void compared(Comparison newest, double milliseconds, String device) {
        shown = newest;
        comparison.show(shown);
        course.showCourse(shown.course(), shown.settings().filters().isNetwork());
        kept.setVisible(!shown.settings().filters().isNetwork());
        Rectangle part = shown.part().region();
        String where = part.equals(image.region()) ? "" : " of " + image.width() + "×" + image.height();
        say(part.width + "×" + part.height + where + " pixels in " + Math.round(milliseconds) + " ms on " + device);
    }

    @Override
    public void errorsByKeep(SortedMap<Double, Double> errors) {
        kept.showKept(errors, explorer.settings().keep());
    }

    @Override
    public void failed(String sentence) {
        say(sentence);
    }

    @Override
    public void dispose() {
        if (held != null) held.release();
        held = null;
        ImagePlus.removeImageListener(plane);
        comparison.linked().stop();
        explorer.close();
        WindowManager.removeWindow(this);
        super.dispose();
    }
}
