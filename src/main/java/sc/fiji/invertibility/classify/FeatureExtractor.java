package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Computes the features of many small images: layers of known filters, then average pooling. The filters stay on the
 * device; images go through it together, as many as suit it.
 */
public final class FeatureExtractor implements AutoCloseable {

    /** Values of the largest map that a processor's, or a graphics card's, engine is given at a time. */
    private static final long PROCESSOR = 1 << 23, GRAPHICS = 1 << 27;

    private final Engine engine;
    private final List<FilterLayer> layers;
    private final int average;
    private final Shape image;
    private final int together;
    private final Rectification last;
    private final Scope kept = new Scope();
    private final List<PackedFilters> packed = new ArrayList<>();
    private final List<FeatureMap> masks = new ArrayList<>();
    private final float[] downloaded;

    private FeatureExtractor(Engine engine, List<FilterLayer> layers, int average, Shape image, Rectification last) {
        this.engine = engine;
        this.layers = List.copyOf(layers);
        this.average = average;
        this.image = image;
        this.last = last;
        this.together = together(engine, layers, image);
        try {
            ImageColumn column = ImageColumn.below(layers, image, together);
            for (FilterLayer layer : layers) {
                packed.add(engine.pack(kept, layer.bank()));
                column = column.above(layer);
                // The maps of the last layer are only cut; below it, what the bias made of the rows between is removed.
                if (packed.size() < layers.size()) masks.add(engine.upload(kept, column.mask()));
            }
            downloaded = new float[Math.toIntExact(column.shape().size())];
        } catch (RuntimeException | Error e) {
            kept.close();
            throw e;
        }
    }

    /**
     * An extractor for images of one size.
     *
     * @param engine where to compute; stays open
     * @param layers the layers from the image up, at least one
     * @param average the side of the average pooling's windows in pixels; 1 for none
     * @param image the size of an image
     * @return the extractor, to be closed
     * @throws IllegalArgumentException if the sizes of layers and image do not match
     */
    public static FeatureExtractor of(Engine engine, List<FilterLayer> layers, int average, Shape image) {
        Shape x = image;
        for (FilterLayer layer : layers) x = layer.pooling().pooledShape(x.activations(layer.bank()));
        if (average > x.height() || average > x.width())
            throw new IllegalArgumentException("average pooling of " + average + "×" + average
                    + " pixels needs larger maps than " + x.width() + "×" + x.height());
        return new FeatureExtractor(engine, layers, average, image, Rectification.RELU);
    }

    /** Computes what the last layer's convolution alone makes of images. */
    static FeatureExtractor linear(Engine engine, List<FilterLayer> layers, Shape image) {
        List<FilterLayer> unpooled = new ArrayList<>(layers);
        FilterLayer top = unpooled.remove(unpooled.size() - 1);
        unpooled.add(new FilterLayer(top.bank(), 1));
        return new FeatureExtractor(engine, unpooled, 1, image, Rectification.NONE);
    }

    private static int together(Engine engine, List<FilterLayer> layers, Shape image) {
        long limit = engine.device().type().equals("GPU") ? GRAPHICS : PROCESSOR, largest = image.size();
        ImageColumn one = ImageColumn.below(layers, image, 1);
        for (FilterLayer layer : layers) {
            largest = Math.max(
                    largest, one.shape().withChannels(layer.bank().filters()).size());
            one = one.above(layer);
        }
        return (int) Math.max(1, Math.min(1024, limit / largest));
    }

    /** {@return the size of an image} */
    Shape image() {
        return image;
    }

    /** {@return how many images are best given at a time} */
    public int together() {
        return together;
    }

    /** {@return the size of an image's features: the last layer's filters, by rows and columns after all pooling} */
    public Shape features() {
        ImageColumn column = ImageColumn.below(layers, image, 1);
        for (FilterLayer layer : layers) column = column.above(layer);
        Shape last = column.image();
        return new Shape(last.channels(), last.height() / average, last.width() / average);
    }

    /**
     * Computes the features of some images.
     *
     * @param images at most {@link #together}, each preprocessed, channel by channel and row by row
     * @return the features of each: filter by filter, and row by row
     */
    public List<float[]> features(List<float[]> images) {
        if (images.size() > together)
            throw new IllegalArgumentException("expected at most " + together + " images, but got " + images.size());
        ImageColumn column = ImageColumn.below(layers, image, together);
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, column.stacked(images));
            for (int i = 0; i < layers.size(); i++) {
                x = apply(scope, x, i);
                column = column.above(layers.get(i));
            }
            engine.download(x, downloaded);
        }
        AveragePooling pooling = new AveragePooling(column, average);
        List<float[]> features = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) features.add(pooling.of(downloaded, i));
        return features;
    }

    private FeatureMap apply(Scope scope, FeatureMap x, int i) {
        FilterLayer layer = layers.get(i);
        Rectification rectification = i == layers.size() - 1 ? last : Rectification.RELU;
        FeatureMap h = layer.pool() == 1
                ? engine.convolve(scope, x, packed.get(i), rectification)
                : engine.encode(scope, x, packed.get(i), rectification, layer.pooling())
                        .values();
        x.close();
        if (i == masks.size()) return h;
        FeatureMap masked = engine.mask(scope, h, masks.get(i));
        h.close();
        return masked;
    }

    @Override
    public void close() {
        kept.close();
    }
}
