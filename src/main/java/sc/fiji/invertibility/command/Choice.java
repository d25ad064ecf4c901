package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.decode.ActivationSource;
import sc.fiji.invertibility.decode.UnpoolingMode;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.invert.InversionMethod;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * The meaning of a parameter's choices. SciJava offers them in the dialog, but accepts anything from a macro.
 *
 * @param <T> what is chosen
 */
final class Choice<T> {

    static final Choice<Activation> ACTIVATION = new Choice<Activation>("activation")
            .or("None", Activation.NONE)
            .or("ReLU", Activation.RELU)
            .or("CReLU", Activation.CRELU);

    static final Choice<Unpooling> UNPOOLING = new Choice<Unpooling>("unpooling")
            .or("Switches", Unpooling.SWITCHES)
            .or("Top-left", Unpooling.TOP_LEFT);

    static final Choice<StepRule> STEP = new Choice<StepRule>("step")
            .or("Unit", StepRule.UNIT)
            .or("Normalised", StepRule.NORMALISED)
            .or("Pursuit", StepRule.PURSUIT);

    static final Choice<Scaling> SCALING = new Choice<Scaling>("scaling")
            .or("Match norm", Scaling.MATCH_NORM)
            .or("Least squares", Scaling.LEAST_SQUARES)
            .or("None", Scaling.NONE);

    /** The networks, by the names under which they are known. */
    static final Choice<String> NETWORK = new Choice<String>("network")
            .or("Single layer", NetworkSource.SINGLE)
            .or("VGG-16", "VGG-16")
            .or("VGG-19", "VGG-19")
            .or("AlexNet", NetworkSource.ALEXNET);

    /** Those that have several layers. */
    static final Choice<String> WHOLE_NETWORK = new Choice<String>("network")
            .or("VGG-16", "VGG-16")
            .or("VGG-19", "VGG-19")
            .or("AlexNet", NetworkSource.ALEXNET);

    static final Choice<InversionMethod> METHOD = new Choice<InversionMethod>("method")
            .or("Layer-wise IHT", InversionMethod.LAYER_WISE)
            .or("Gradient", InversionMethod.GRADIENT);

    static final Choice<NetworkInput.Scaling> SCALING_OF_VALUES = new Choice<NetworkInput.Scaling>("range")
            .or("Display range", NetworkInput.Scaling.DISPLAY_RANGE)
            .or("Type range", NetworkInput.Scaling.TYPE_RANGE);

    static final Choice<String> CLASSIFIER_FILTERS = new Choice<String>("filters")
            .or("Gaussian random", "Gaussian random")
            .or("Learned", "Learned")
            .or("Imported", "Imported")
            .or("Patches", "Patches");

    static final Choice<ImageForm.Fit> FIT = new Choice<ImageForm.Fit>("fit")
            .or("None", ImageForm.Fit.NONE)
            .or("Scale", ImageForm.Fit.SCALE)
            .or("Crop", ImageForm.Fit.CROP);
    /** What a decoding network is given. */
    static final Choice<List<ActivationSource>> SOURCES = sources();

    /** Where a decoding network puts pooled values; empty for where it was trained to. */
    static final Choice<Optional<UnpoolingMode>> DECODER_UNPOOLING = new Choice<Optional<UnpoolingMode>>("unpooling")
            .or(DecodingParameters.AS_TRAINED, Optional.empty())
            .or("Switches", Optional.of(UnpoolingMode.SWITCHES))
            .or("Top-left", Optional.of(UnpoolingMode.TOP_LEFT))
            .or("Bottom-right", Optional.of(UnpoolingMode.BOTTOM_RIGHT))
            .or("Repetition", Optional.of(UnpoolingMode.REPETITION));

    /** Where a decoding network that is trained puts pooled values. */
    static final Choice<UnpoolingMode> TRAINED_UNPOOLING = new Choice<UnpoolingMode>("unpooling")
            .or("Switches", UnpoolingMode.SWITCHES)
            .or("Top-left", UnpoolingMode.TOP_LEFT)
            .or("Repetition", UnpoolingMode.REPETITION);

    private static Choice<List<ActivationSource>> sources() {
        Choice<List<ActivationSource>> choice = new Choice<>("source");
        for (ActivationSource source : ActivationSource.values()) choice.or(source.label(), List.of(source));
        return choice.or(DecodingParameters.ALL, List.of(ActivationSource.values()));
    }

    private final String key;
    private final Map<String, T> values = new LinkedHashMap<>();

    Choice(String key) {
        this.key = key;
    }

    Choice<T> or(String name, T value) {
        values.put(name, value);
        return this;
    }

    /**
     * Reads a choice.
     *
     * @throws IllegalArgumentException if the text is not one of the choices; the message lists them
     */
    T of(String text) {
        for (Map.Entry<String, T> choice : values.entrySet())
            if (choice.getKey().equalsIgnoreCase(text)) return choice.getValue();
        throw new IllegalArgumentException(
                key + ": unknown choice '" + text + "'; expected one of: " + String.join(", ", values.keySet()));
    }
}
