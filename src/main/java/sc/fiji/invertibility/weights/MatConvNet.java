package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A MatConvNet network: {@code layers} or {@code net.layers}, a cell array of structs with {@code name},
 * {@code type}, and {@code weights} = {filters, biases} or, in old files, {@code filters} and {@code biases}.
 * Filters are (ℓy, ℓx, M, K), and MATLAB drops a last axis of 1.
 */
final class MatConvNet {

    /** The variables of a file. */
    interface Variables {
        /** A variable; null if there is none of that name. */
        MatValue of(String name) throws IOException;
    }

    private static final long MAX_AVERAGE = 3 << 20;

    private final FileContents contents =
            new FileContents(PreprocessingRecord.rgbMinusMean("MatConvNet's convention for VGG"));
    private final ReadingBudget budget;
    private int previousOutputs = 3;

    private MatConvNet(ReadingBudget budget) {
        this.budget = budget;
    }

    static FileContents contents(Variables variables, ReadingBudget budget) throws IOException {
        MatValue net = variables.of("net");
        MatValue layers = part(net, variables, "layers");
        if (layers == null || layers.cells().isEmpty())
            throw new WeightsException("has no network: expected a cell array named layers or net.layers, as"
                    + " MatConvNet's SimpleNN has it; convert a DagNN network, which is not read, to ONNX");
        MatConvNet network = new MatConvNet(budget);
        int index = 0;
        for (MatValue layer : layers.cells()) network.add(layer, ++index);
        MatValue meta = part(net, variables, "meta");
        MatValue normalization = meta == null ? null : meta.field("normalization");
        if (normalization == null) normalization = part(net, variables, "normalization");
        if (normalization != null) network.average(normalization.field("averageImage"));
        return network.contents;
    }

    private static MatValue part(MatValue net, Variables variables, String name) throws IOException {
        MatValue inside = net == null ? null : net.field(name);
        return inside != null ? inside : variables.of(name);
    }

    private void add(MatValue layer, int index) throws IOException {
        MatValue label = layer.field("name");
        String name = label == null || label.text().isEmpty() ? "layer" + index : label.text();
        List<StoredTensor> tensors = new ArrayList<>();
        MatValue weights = layer.field("weights");
        if (weights != null) {
            for (MatValue cell : weights.cells()) tensors.add(tensor(cell, name, tensors.size()));
        } else if (layer.field("filters") != null) {
            tensors.add(tensor(layer.field("filters"), name, 0));
            if (layer.field("biases") != null) tensors.add(tensor(layer.field("biases"), name, 1));
        }
        if (tensors.isEmpty() || tensors.get(0) == null) return;
        for (StoredTensor tensor : tensors) if (tensor != null) contents.add(tensor);
        MatValue type = layer.field("type");
        String kind = type == null ? "conv" : type.text();
        if (!kind.equals("conv") && !kind.equals("convt")) {
            contents.skip(name, "it is of type " + kind);
            return;
        }
        StoredTensor bias = tensors.size() > 1
                        && tensors.get(1) != null
                        && tensors.get(1).info().elements() > 0
                ? tensors.get(1)
                : null;
        boolean transposed = kind.equals("convt");
        add(name, transposed ? LayerKind.DECONVOLUTION : LayerKind.CONVOLUTION, tensors.get(0), bias);
    }

    private void add(String name, LayerKind kind, StoredTensor filters, StoredTensor bias) throws WeightsException {
        if (!filters.readable() || filters.info().rank() != 4 || filters.info().elements() == 0) {
            contents.skip(name, "its filters have the shape " + filters.info().shape());
            return;
        }
        int channels = filters.info().shape().get(2);
        int outputs = filters.info().shape().get(3);
        // Groups are not stated; they are inferred from filters that see only a part of the previous layer's output.
        int ratio = previousOutputs % channels == 0 ? previousOutputs / channels : 1;
        int groups = kind == LayerKind.CONVOLUTION && outputs % ratio == 0 ? ratio : 1;
        StoredLayer layer = StoredLayer.of(name, kind, filters, FilterLayout.HWIO.axes(4), groups, bias);
        contents.add(layer);
        previousOutputs = layer.info().outputs();
    }

    private StoredTensor tensor(MatValue value, String layer, int index) throws IOException {
        budget.make(layer.length());
        StoredTensor tensor = value.tensor(index == 0 ? layer : layer + "[" + index + "]");
        return tensor == null || index > 0 ? tensor : tensor.withRank(4);
    }

    /** The mean of each channel of the average image, which may be a single pixel. */
    private void average(MatValue image) throws IOException {
        StoredTensor tensor = image == null ? null : image.tensor("averageImage");
        if (tensor == null || !tensor.readable()) return;
        long elements = tensor.info().elements();
        int rank = tensor.info().rank();
        boolean colour = rank == 3 && tensor.info().shape().get(2) == 3 || elements == 3;
        if (!colour || elements > MAX_AVERAGE) return;
        float[] values = elements == 3 ? tensor.read().data() : tensor.read(2, 0, 1);
        int pixels = values.length / 3;
        List<Double> mean = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int i = 0; i < pixels; i++) sum += values[channel * pixels + i];
            // The decimal number that was meant, such as 123.68, instead of the 32-bit number nearest to it.
            mean.add(Double.parseDouble(Float.toString((float) (sum / pixels))));
        }
        if (!mean.stream().allMatch(Double::isFinite))
            throw new WeightsException("damaged: the average image has values that are no finite numbers");
        contents.preprocessing(new PreprocessingRecord(
                PreprocessingRecord.ChannelOrder.RGB, 1, mean, List.of(1.0, 1.0, 1.0), "averageImage of the file"));
    }
}
