package sc.fiji.invertibility.command;

/** Tool tips of parameters that have the same meaning in several commands. */
final class ToolTips {

    static final String NETWORK =
            "The layers that the image goes through. Of the two AlexNets that are distributed, and of"
                    + " VGG-19's variants for style transfer, the weights file tells which one it is.";

    static final String WEIGHTS = "For imported filters: the file that holds them, of any known format.";

    static final String PREPROCESSING =
            "How colours from 0 to 255 become the network's input. Auto: as the weights file"
                    + " records it; for random filters RGB minus mean, for a single layer of them None.";

    static final String RESIZE = "As networks are evaluated on ImageNet: the shorter side to 256 pixels and the central"
            + " 224×224, or only the latter.";

    static final String RANGE = "Of images with more than 8 bits: what becomes 0 and 255. Display range: what is shown"
            + " black and white; type range: the type's smallest and largest value, for 32-bit the image's.";

    static final String CHANNELS =
            "Except for imported filters: the channels of the image that they are for; 3 for colour.";

    static final String STRIDE = "For a single layer: how far the filters are moved from one activation to the next.";

    static final String SEED = "For random filters: the same seed gives the same filters on every computer.";

    static final String DEVICE = "Auto, Java, or the name of a device as Compute Devices... lists it.";

    static final String EARLIER =
            "A parameter of Reconstruct From Network..., for macros that were made before that command existed.";

    private ToolTips() {}
}
