package sc.fiji.invertibility.network;

import java.util.List;
import java.util.stream.Collectors;

/** The architectures that weights are distributed for. */
public final class KnownNetworks {

    private static final List<Architecture> ALL = List.of(
            Vgg.sixteen(),
            Vgg.nineteen(),
            Vgg.normalised(),
            Vgg.compressed(16),
            Vgg.compressed(24),
            AlexNet.caffe(),
            AlexNet.torchvision());

    private KnownNetworks() {}

    /** {@return VGG-16, VGG-19 and its variants for style transfer, Caffe's AlexNet and torchvision's} */
    public static List<Architecture> all() {
        return ALL;
    }

    /**
     * Finds an architecture.
     *
     * @param name its name, such as {@code VGG-16}; {@code AlexNet} is Caffe's
     * @return the architecture
     * @throws IllegalArgumentException if none has that name; the message lists the architectures
     */
    public static Architecture named(String name) {
        return ALL.stream()
                .filter(architecture -> architecture.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no network named \"" + name + "\", expected "
                        + ALL.stream().map(Architecture::name).collect(Collectors.joining(", "))));
    }
}
