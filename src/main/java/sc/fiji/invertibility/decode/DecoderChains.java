package sc.fiji.invertibility.decode;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.train.ConvolutionLayer;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.RepetitionLayer;
import sc.fiji.invertibility.train.StepMemory;
import sc.fiji.invertibility.train.TrainableLayer;
import sc.fiji.invertibility.train.UnpoolingLayer;

/**
 * An encoder's layers, which are fixed, and those of the decoder that is trained for it.
 *
 * @param encoder from the image up
 * @param decoder from the activations down
 * @param partners for each of the decoder's layers but the last, the encoder's layer with the same activations; −1 for
 *     none
 */
record DecoderChains(LayerChain encoder, LayerChain decoder, List<Integer> partners) {

    private static final int LEAST_CROP = 8;

    /** Input and target, what the loss compares, and its gradient. */
    private static final int IMAGES = 4;

    static DecoderChains of(Engine engine, Scope scope, DecoderPlan plan, List<DecodingStep> steps) {
        Network network = plan.encoder();
        List<Layer> path = network.architecture().through(plan.layer());
        return new DecoderChains(
                LayerChain.fixed(
                        engine, scope, ForwardPass.to(network, plan.layer().name())),
                LayerChain.of(steps.stream()
                        .map(step -> layer(engine, scope, step, network))
                        .toList()),
                steps.stream().map(step -> partner(step, path)).toList());
    }

    private static TrainableLayer layer(Engine engine, Scope scope, DecodingStep step, Network network) {
        if (step instanceof DecodingStep.Convolution c)
            return ConvolutionLayer.trained(
                    engine, scope, c.name(), c.bank(), c.rectified() ? Rectification.RELU : Rectification.NONE);
        DecodingStep.Unpool unpool = (DecodingStep.Unpool) step;
        int window = ((Layer.MaxPool) network.architecture().layer(unpool.name()))
                .pooling()
                .window();
        String name = "un" + unpool.name();
        if (unpool.place().kind() == UnpoolingMode.Kind.REPETITION) return new RepetitionLayer(name, window);
        Unpooling places =
                unpool.place().kind() == UnpoolingMode.Kind.SWITCHES ? Unpooling.SWITCHES : Unpooling.TOP_LEFT;
        return new UnpoolingLayer(name, unpool.name(), places, UnpoolingLayer.UnpooledSize.blocks(window));
    }

    /** The mirror image of a convolution has what the encoder has below that. */
    private static int partner(DecodingStep step, List<Layer> path) {
        if (!(step instanceof DecodingStep.Convolution c) || !c.rectified()) return -1;
        for (int i = 1; i < path.size(); i++)
            if (("dec_" + path.get(i).name()).equals(c.name())) {
                int below = i - 1;
                while (below >= 0 && path.get(below) instanceof Layer.Reflection) below--;
                return below;
            }
        return -1;
    }

    /** Checks that all sizes match for images of a size. */
    void requireSize(int crop) {
        Shape result = result(crop);
        if (!result.equals(image(crop)))
            throw new IllegalArgumentException("crop: expected a multiple of the encoder's pooling, as images of "
                    + crop + "×" + crop + " pixels come back as " + result);
    }

    private static Shape image(int crop) {
        return new Shape(3, crop, crop);
    }

    private Shape result(int crop) {
        List<Shape> up = encoder.outputs(image(crop)), down = decoder.outputs(up.get(up.size() - 1));
        return down.get(down.size() - 1);
    }

    /**
     * The memory of a training step.
     *
     * @param layers whether the activations on the way are compared, too
     */
    StepMemory memory(int crop, boolean layers) {
        Shape image = image(crop);
        List<Shape> up = encoder.outputs(image);
        Shape top = up.get(up.size() - 1);
        StepMemory memory = StepMemory.forward(encoder, image)
                .and(StepMemory.training(decoder, top))
                .withMaps(image, IMAGES)
                .withMaps(top, 1);
        // What a layer should be, its difference, and the sum of two gradients.
        if (layers) for (int partner : partners) if (partner >= 0) memory = memory.withMaps(up.get(partner), 3);
        return memory;
    }

    /** Checks that a step fits onto the device, and says what would. */
    void requireMemory(Engine engine, int crop, int batch, boolean layers) {
        StepMemory memory = memory(crop, layers);
        long room = memory.room(engine, batch);
        if (memory.bytes(batch) <= room) return;
        int fewer = memory.most(room), smaller = crop - 1;
        while (smaller >= LEAST_CROP
                && !(fits(smaller) && memory(smaller, layers).bytes(batch) <= room)) smaller--;
        String batches = fewer < 1 ? "" : " a batch of at most " + fewer;
        String crops = smaller < LEAST_CROP ? "" : " a crop of at most " + smaller;
        String both = batches + (batches.isEmpty() || crops.isEmpty() ? "" : ", or") + crops;
        throw new IllegalArgumentException((fewer < 1 ? "crop: " : "batch: ")
                + memory.refusal(batch, crop + "×" + crop + " pixels", room) + "; expected"
                + (both.isEmpty() ? " a device with more memory" : both));
    }

    private boolean fits(int crop) {
        try {
            return result(crop).equals(image(crop));
        } catch (IllegalArgumentException tooSmall) {
            return false;
        }
    }
}
