package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Samples;
import sc.fiji.invertibility.compute.Shape;

/**
 * An ImageJ image as the model sees it: for each z and t one plane of M channels, within the rectangle of the
 * selection. An RGB pixel counts as three channels. The image is read in place and never changed.
 */
public final class InputImage {

    private final ImagePlus image;
    private final SampleType type;
    private final Rectangle region;
    private final ValueRange range;
    private final boolean palette;
    private final PlanePosition shown;

    private InputImage(ImagePlus image, SampleType type, Rectangle region, ValueRange range, boolean palette) {
        this.image = image;
        this.type = type;
        this.region = region;
        this.range = range;
        this.palette = palette;
        this.shown = PlanePosition.shown(image);
    }

    /**
     * Takes an image, or the rectangle of its selection (of any other selection with an area the bounding box). Colours
     * of a palette become red, green and blue.
     *
     * @param image an 8-, 16- or 32-bit or RGB image with any number of channels, slices and frames
     * @return the input
     * @throws IllegalArgumentException if there is no image, it has no pixels, the selection lies outside it, or a
     *     value within it is not finite
     */
    public static InputImage of(ImagePlus image) {
        if (image == null) throw new IllegalArgumentException("image: no image is open, and none is given");
        if (image.getWidth() == 0 || image.getHeight() == 0 || image.getStackSize() == 0)
            throw new IllegalArgumentException(
                    "image: expected an open image, the title of one, or the path of an image file, but got one of "
                            + image.getWidth() + "×" + image.getHeight() + " pixels");
        if (image.getStack().size() == 0)
            throw new IllegalArgumentException(
                    "image: '" + image.getTitle() + "' was closed meanwhile, expected an open image");
        if (PaletteImage.is(image)) return of(PaletteImage.toRgb(image), true);
        return of(image, false);
    }

    private static InputImage of(ImagePlus image, boolean palette) {
        SampleType type = SampleType.of(image);
        Rectangle region = region(image);
        ValueRange range =
                type == SampleType.GRAY32 ? FiniteValues.range(image, region) : ValueRange.between(0, type.top());
        return new InputImage(image, type, region, range, palette);
    }

    private static Rectangle region(ImagePlus image) {
        Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
        Roi selection = image.getRoi();
        if (selection == null || !selection.isArea()) return whole;
        Rectangle region = selection.getBounds().intersection(whole);
        if (region.isEmpty())
            throw new IllegalArgumentException("image: the selection of '" + image.getTitle()
                    + "' holds no pixel of the image, expected a selection inside it or none");
        return region;
    }

    /** {@return what the user should know of how the image is taken, a sentence each} */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (palette) remarks.add("image: the palette colours of '" + image.getTitle() + "' are taken as RGB");
        Roi selection = image.getRoi();
        if (selection != null && !selection.isArea())
            remarks.add("image: the selection of '" + image.getTitle() + "' has no area, so the whole image is taken");
        return remarks;
    }

    /** What is worked on, in words: {@code 'cells.tif'} or {@code the selection of 'cells.tif'}. */
    String described() {
        return (isWhole() ? "" : "the selection of ") + "'" + image.getTitle() + "'";
    }

    /** Whether all pixels of the image are taken. */
    boolean isWhole() {
        return region.width == image.getWidth() && region.height == image.getHeight();
    }

    /** {@return the image} */
    public ImagePlus image() {
        return image;
    }

    /** {@return the image's title without a file extension} */
    public String name() {
        return image.getTitle().replaceFirst("(?<=.)\\.(?=\\w*[A-Za-z])\\w{1,5}$", "");
    }

    /** {@return whether its slices are read when they are looked at, as those of virtual stacks and films are} */
    boolean isVirtual() {
        return image.getStack().isVirtual();
    }

    /** {@return the rectangle that is worked on, in pixels of the image} */
    public Rectangle region() {
        return new Rectangle(region);
    }

    /** {@return the width of the rectangle in pixels} */
    public int width() {
        return region.width;
    }

    /** {@return the height of the rectangle in pixels} */
    public int height() {
        return region.height;
    }

    /** {@return M, the channels of a plane; 3 for RGB} */
    public int channels() {
        return image.getNChannels() * type.samples();
    }

    /** {@return the number of z positions} */
    public int slices() {
        return image.getNSlices();
    }

    /** {@return the number of time points} */
    public int frames() {
        return image.getNFrames();
    }

    /** {@return the number of planes, z positions times time points} */
    public int planes() {
        return slices() * frames();
    }

    /** {@return the plane that the user saw when the image was taken} */
    public PlanePosition shown() {
        return shown;
    }

    /** The index of a plane, from 0: those of one time point follow each other. */
    int index(int z, int t) {
        return (t - 1) * slices() + z - 1;
    }

    /** The position of the plane of an index, from 1. */
    int z(int index) {
        return index % slices() + 1;
    }

    /** The time point of the plane of an index, from 1. */
    int t(int index) {
        return index / slices() + 1;
    }

    /** {@return the values that become 0 and 1: those of the type; for 32-bit images, minimum and maximum} */
    public ValueRange range() {
        return range;
    }

    /**
     * Reads one plane. Its integers are not copied: if somebody changes the image before x was read, x changes, too.
     *
     * @param z its position, from 1
     * @param t its time point, from 1
     * @return the plane
     */
    public InputPlane plane(int z, int t) {
        Shape shape = new Shape(channels(), height(), width());
        int stride = image.getWidth(), first = region.y * stride + region.x;
        List<Object> slices = IntStream.rangeClosed(1, image.getNChannels())
                .mapToObj(c -> slice(c, z, t).getPixels())
                .toList();
        if (type == SampleType.GRAY32)
            return InputPlane.of(
                    (channel, y, values) -> {
                        float[] slice = (float[]) slices.get(channel);
                        int row = first + y * stride;
                        for (int x = 0; x < values.length; x++) values[x] = slice[row + x];
                    },
                    shape,
                    range);
        List<Samples.Slice> integers =
                slices.stream().map(slice -> new Samples.Slice(slice, first)).toList();
        return InputPlane.of(Samples.of(shape, integers, stride), range);
    }

    /**
     * Copies a rectangle of one plane into an image of its own, which looks like this one.
     *
     * @param z its position, from 1
     * @param t its time point, from 1
     * @param rectangle in pixels of the image, within the rectangle that is worked on
     * @return the copy: one plane with the same title, type, channels, colours and display range, its calibration's
     *     origin moved; of a 32-bit image the range is that of the rectangle
     * @throws IllegalArgumentException if the rectangle is empty or reaches beyond
     */
    public InputImage excerpt(int z, int t, Rectangle rectangle) {
        return Excerpt.of(this, z, t, rectangle);
    }

    /**
     * Copies one plane in small, for looking at.
     *
     * @param z its position, from 1
     * @param t its time point, from 1
     * @param longest the largest width and height of the copy, in pixels, ≥ 1
     * @return an image of the worked rectangle, with the channels, colours and display range of this one
     */
    public ImagePlus thumbnail(int z, int t, int longest) {
        return Excerpt.small(this, z, t, longest);
    }

    /** The raw values of one plane, as one view per channel. */
    List<RandomAccessibleInterval<DoubleType>> samples(int z, int t) {
        List<RandomAccessibleInterval<DoubleType>> channels = new ArrayList<>();
        for (int c = 1; c <= image.getNChannels(); c++) {
            ImageProcessor slice = slice(c, z, t);
            for (int sample = 0; sample < type.samples(); sample++)
                channels.add(inRegion(type.view(slice, sample), region));
        }
        return channels;
    }

    private ImageProcessor slice(int c, int z, int t) {
        return image.getStack().getProcessor(image.getStackIndex(c, z, t));
    }

    SampleType type() {
        return type;
    }

    private static RandomAccessibleInterval<DoubleType> inRegion(
            RandomAccessibleInterval<DoubleType> slice, Rectangle region) {
        return Views.zeroMin(
                Views.interval(slice, Intervals.createMinSize(region.x, region.y, region.width, region.height)));
    }
}
