package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One layer of a Caffe net: its name, its kind, and its blobs, the first two of which are weights and bias. */
final class CaffeLayer {

    private static final int MAX_BLOBS = 64;
    private static final int[] FILTERS = {0, 1, 2, 3};

    private final List<ProtoMessage> blobs = new ArrayList<>();
    private String name = "";
    private LayerKind kind;
    private String type = "";
    private int groups = 1;

    private CaffeLayer() {}

    /** LayerParameter: name 1, type 2, blobs 7, convolution_param 106. */
    static CaffeLayer of(ProtoMessage fields) throws IOException {
        CaffeLayer layer = new CaffeLayer();
        while (fields.next()) {
            if (fields.is(1)) layer.name = fields.text();
            else if (fields.is(2)) layer.type(fields.text());
            else if (fields.is(7)) layer.blob(fields.message());
            else if (fields.is(106)) layer.convolution(fields.message());
        }
        return layer;
    }

    /** V1LayerParameter: name 4, type 5, blobs 6, convolution_param 10. */
    static CaffeLayer v1(ProtoMessage fields) throws IOException {
        CaffeLayer layer = new CaffeLayer();
        while (fields.next()) {
            if (fields.is(4)) layer.name = fields.text();
            else if (fields.isNumber(5)) layer.type(v1Type(fields.number()));
            else if (fields.is(6)) layer.blob(fields.message());
            else if (fields.is(10)) layer.convolution(fields.message());
        }
        return layer;
    }

    private static String v1Type(long number) {
        if (number == 4) return "Convolution";
        if (number == 39) return "Deconvolution";
        return number == 14 ? "InnerProduct" : "V1 layer type " + number;
    }

    private void type(String text) {
        type = text;
        kind = switch (text) {
            case "Convolution" -> LayerKind.CONVOLUTION;
            case "Deconvolution" -> LayerKind.DECONVOLUTION;
            case "InnerProduct" -> LayerKind.DENSE;
            default -> null;
        };
    }

    private void blob(ProtoMessage blob) throws WeightsException {
        if (blobs.size() >= MAX_BLOBS) throw new WeightsException("damaged: layer " + name + " has too many blobs");
        blobs.add(blob);
    }

    private void convolution(ProtoMessage fields) throws IOException {
        while (fields.next()) {
            if (fields.isNumber(5)) groups = (int) Math.max(0, Math.min(fields.number(), Integer.MAX_VALUE));
        }
    }

    void addTo(FileContents contents) throws IOException {
        List<StoredTensor> tensors = new ArrayList<>();
        for (ProtoMessage blob : blobs) {
            String tensor = tensors.isEmpty() ? name : name + "[" + tensors.size() + "]";
            tensors.add(CaffeBlob.tensor(blob, tensor, kind == LayerKind.DENSE));
            contents.add(tensors.get(tensors.size() - 1));
        }
        if (tensors.isEmpty()) return;
        StoredTensor weights = tensors.get(0);
        int rank = kind == LayerKind.DENSE ? 2 : 4;
        if (kind == null || weights.info().rank() != rank || weights.info().elements() == 0) {
            String axes = weights.info().rank() + " axes";
            contents.skip(name, kind == null ? "it is of type " + type : "its weights have " + axes);
            return;
        }
        int[] axes = java.util.Arrays.copyOf(FILTERS, rank);
        contents.add(StoredLayer.of(name, kind, weights, axes, groups, tensors.size() > 1 ? tensors.get(1) : null));
    }
}
