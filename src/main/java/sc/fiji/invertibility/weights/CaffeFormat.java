package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Caffe's {@code .caffemodel}: a NetParameter with the new layers (field 100) or the V1 layers (field 2). */
final class CaffeFormat implements WeightFormat {

    private static final int NEW_LAYER = 100;
    private static final int V1_LAYER = 2;
    private static final int MAX_FIELDS = 64;
    private static final PreprocessingRecord VGG = PreprocessingRecord.bgrMinusMean("Caffe's convention");

    /** The channel means of the mean image of CaffeNet and AlexNet, which is a separate file. */
    private static final PreprocessingRecord ALEXNET = new PreprocessingRecord(
            PreprocessingRecord.ChannelOrder.BGR,
            1,
            List.of(104.00699, 116.66877, 122.67892),
            List.of(1.0, 1.0, 1.0),
            "Caffe's convention (channel means of the ILSVRC12 mean image)");

    @Override
    public String name() {
        return "Caffe";
    }

    /** There is no signature: a net starts with its name or inputs, and has layers that start with a name. */
    @Override
    public boolean recognises(ByteSource file) throws IOException {
        ProtoMessage net = new ProtoMessage(file);
        try {
            for (int i = 0; i < MAX_FIELDS && net.next(); i++) {
                if (net.is(NEW_LAYER) || net.is(V1_LAYER)) return startsLikeALayer(net.message());
                if (net.field() > 8) return false;
                if (net.field() == 1 && !isText(net)) return false;
            }
        } catch (WeightsException e) {
            // The first layer may extend beyond the bytes that are examined.
            return net.is(NEW_LAYER);
        }
        return false;
    }

    private static boolean startsLikeALayer(ProtoMessage layer) throws IOException {
        return layer.next() && (layer.is(1) || layer.is(2) || layer.is(3) || layer.is(4)) && isText(layer);
    }

    private static boolean isText(ProtoMessage field) throws IOException {
        return field.is(field.field())
                && field.content().length() < 1000
                && field.text().chars().allMatch(c -> c >= ' ' && c != 0xfffd);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        List<ProtoMessage> layers = new ArrayList<>();
        List<Boolean> old = new ArrayList<>();
        String net = "";
        ProtoMessage fields = new ProtoMessage(file);
        while (fields.next()) {
            if (fields.is(1)) net = fields.text();
            if (!fields.is(NEW_LAYER) && !fields.is(V1_LAYER)) continue;
            layers.add(fields.message());
            old.add(fields.is(V1_LAYER));
        }
        boolean alexNet = net.toLowerCase(java.util.Locale.ROOT).matches(".*(alex|caffe)net.*");
        FileContents contents = new FileContents(alexNet ? ALEXNET : VGG);
        for (int i = 0; i < layers.size(); i++) {
            CaffeLayer layer = old.get(i) ? CaffeLayer.v1(layers.get(i)) : CaffeLayer.of(layers.get(i));
            layer.addTo(contents, file.budget());
        }
        if (contents.tensors().isEmpty())
            throw new WeightsException("has layers but no weights, expected a trained .caffemodel");
        return contents;
    }
}
