package sc.fiji.invertibility.command;

import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for a measurement of the model-RIP. */
@Redefine(
        parameter = "image",
        description =
                "2-d: for recovered codes, and where the non-zeros are 0; of a stack the plane that is shown, within the"
                        + " rectangle of the selection.")
@Redefine(parameter = "network", description = "2-d: the network whose layer is measured.")
@Redefine(
        parameter = "filters",
        description =
                "2-d: random filters, or those of a weights file, each brought to unit norm. " + FilterFamily.ABOUT)
@Redefine(parameter = "layer", description = "2-d: the layer whose filters are W. Empty: the first.")
@Redefine(
        parameter = "preprocessing",
        description = "2-d, with an image: how colours from 0 to 255 become the network's input. Auto: as the weights"
                + " file records it; for random filters RGB minus mean, for a single layer of them None.")
@Redefine(
        parameter = "resize",
        description =
                "2-d, with an image: as networks are evaluated on ImageNet: the shorter side to 256 pixels and the"
                        + " central 224×224, or only the latter.")
@Redefine(parameter = "count", label = "Number of filters K", description = "For a single random layer.")
@Redefine(parameter = "size", label = "Filter size", description = "For a single random layer.")
@Redefine(parameter = "seed", description = "Of filters and codes.")
abstract class ModelRipParameters extends NetworkInputParameters {

    @Position(after = "image")
    @Parameter(
            persist = false,
            label = "Dimension",
            choices = {"1-d", "2-d"},
            description = "1-d: section 4.2 of the paper, one block a filter. 2-d: section 4.4, small blocks.")
    String dimension = "1-d";

    @Position(after = "layer")
    @Parameter(
            persist = false,
            label = "Code",
            choices = {"Random", "Recovered"},
            description = "Random: z uniform in [-1, 1]. Recovered: 2-d, Algorithm 2 finds z for windows of the"
                    + " layer's input, with one bank.")
    String code = "Random";

    @Parameter(
            persist = false,
            label = "Before ReLU",
            description = "Recovered: from the activations of the layer below before its ReLU.")
    boolean prerelu;

    @Position(after = "range")
    @Parameter(
            persist = false,
            label = "Lambda (of max |2Wx|)",
            description =
                    "Recovered: the weight of the l1 norm in Algorithm 2, relative to max |2Wx|: above 0 and below 1.")
    double lambda = 0.05;

    @Position(after = "count")
    @Parameter(persist = false, label = "Channels M", min = "1", description = "For a single random layer.")
    int channels = 32;

    @Position(after = "size")
    @Parameter(persist = false, label = "Length D of x", min = "1", description = "1-d: its length; 2-d: its side.")
    int length = 32;

    @Parameter(
            persist = false,
            label = "Non-zeros k",
            min = "0",
            description =
                    "Random: how many entries of z are not zero, at most one in a block. 0, 2-d: the sparsity of the image's own"
                            + " activations of the layer, in percent of the pooled units.")
    int nonzeros = 10;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "2-d: the side of a block.")
    int pool = 2;

    @Parameter(
            persist = false,
            label = "Padding",
            choices = {"Same", "None"},
            description = "2-d, random codes. Same: of zeros, as networks have; filters at the border lose what is"
                    + " outside of x. None: as in the theory, whole filters only, so that z is smaller than x.")
    String padding = "Same";

    @Parameter(
            persist = false,
            label = "Draws",
            min = "1",
            description = "How many codes, all banks together; recovered, at most.")
    int draws = 1000;

    @Parameter(persist = false, label = "Filter banks", min = "1", description = "How many banks of random filters.")
    int banks = 10;

    @Parameter(
            persist = false,
            label = "Certificate (starts)",
            min = "0",
            description =
                    "Random codes: from how many atoms of each bank a search for the worst codes starts. They prove"
                            + " lower bounds of delta_k and delta_2k that draws miss, and are listed in a table. 0: no search.")
    int certificate;

    @Parameter(
            persist = false,
            label = "List draws",
            description = "Whether there is also a table with a row for each draw.")
    boolean listdraws;

    ModelRipParameters() {
        network = NetworkSource.SINGLE;
        count = 96;
    }

    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        if (dimension.equalsIgnoreCase("1-d"))
            return new IneffectiveParameters()
                    .when(
                            true,
                            "dimension is '1-d'",
                            "image",
                            "network",
                            "weights",
                            "layer",
                            "preprocessing",
                            "resize",
                            "range",
                            "lambda",
                            "padding",
                            "pool");
        boolean recovered = code.equalsIgnoreCase("Recovered"), pictured = recovered || nonzeros == 0;
        FilterFamily family = FilterFamily.of(filters);
        return super.ineffective()
                .except("seed")
                .when(!pictured, "no image is needed", "image", "preprocessing", "resize", "range")
                .when(isSingleLayer() && pictured, "the image tells it", "channels")
                .when(!recovered, "code is '" + code + "'", "lambda")
                .when(recovered, "code is '" + code + "'", "nonzeros", "banks", "padding", "certificate")
                .when(family != FilterFamily.GAUSSIAN, "there is one bank of '" + family + "' filters", "banks");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "dimension", "filters", "weights", "length", "nonzeros", "draws");
    }
}
