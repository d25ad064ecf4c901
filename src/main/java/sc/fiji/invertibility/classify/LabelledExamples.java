package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.BatchStream;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleBatches;
import sc.fiji.invertibility.train.ExampleSource;
import sc.fiji.invertibility.train.SkippedExamples;

/** Images of known classes, preprocessed, as examples to learn from. Remembers which of them cannot be used. */
final class LabelledExamples implements ExampleSource {

    private final LabelledImages set;
    private final Shape shape;
    private final Preprocessing preprocessing;
    private final Map<String, String> skipped;
    private final Set<Integer> unusable = new TreeSet<>();

    /**
     * The images of a set.
     *
     * @param shape of an image
     * @param skipped receives names and reasons; safe for use by several threads
     */
    LabelledExamples(LabelledImages set, Shape shape, Preprocessing preprocessing, Map<String, String> skipped) {
        this.set = set;
        this.shape = shape;
        this.preprocessing = preprocessing;
        this.skipped = skipped;
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public Example read(int index, SplittableRandom random) throws IOException {
        int image = set.chosen().get(index);
        String name = set.source().name(image);
        try {
            float[] values = set.source().values(image);
            ChannelPreprocessing.apply(preprocessing, values);
            return new Example(
                    name,
                    ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()),
                    set.labels().get(image));
        } catch (IOException e) {
            skipped.put(name, String.valueOf(e.getMessage()));
            synchronized (unusable) {
                unusable.add(index);
            }
            throw e;
        }
    }

    /** The images in their order, read ahead; to be closed. */
    BatchStream inOrder(int together) {
        return new ExampleBatches(this, together, 0, false, new SkippedExamples()).open(1);
    }

    /** After a reading in order: the images that were read, as the source counts. */
    List<Integer> read() {
        List<Integer> images = new ArrayList<>();
        synchronized (unusable) {
            for (int i = 0; i < set.size(); i++)
                if (!unusable.contains(i)) images.add(set.chosen().get(i));
        }
        return images;
    }

    /** The values of an example, channel by channel and row by row. */
    static float[] values(Example example) {
        float[] values = new float[(int) example.image().size()];
        int at = 0;
        for (FloatType value : example.image()) values[at++] = value.get();
        return values;
    }
}
