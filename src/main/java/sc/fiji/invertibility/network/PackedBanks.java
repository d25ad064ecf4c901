package sc.fiji.invertibility.network;

import java.util.HashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;

/** A network's filters on a device: packed when they are first needed, and kept only if they are needed again. */
final class PackedBanks {

    private final Engine engine;
    private final Network network;
    private final Scope kept;
    private final Map<Layer, PackedFilters> packed = new HashMap<>();

    /** Filters that stay on the device as long as a scope. */
    PackedBanks(Engine engine, Network network, Scope kept) {
        this.engine = engine;
        this.network = network;
        this.kept = kept;
    }

    /** Filters that are used once. */
    static PackedBanks once(Engine engine, Network network) {
        return new PackedBanks(engine, network, null);
    }

    /** Returns a layer's filters, owned by {@code use} if they are not kept. */
    PackedFilters of(Scope use, Layer.Convolution layer) {
        if (kept == null) return engine.pack(use, network.bank(layer));
        return packed.computeIfAbsent(layer, l -> engine.pack(kept, network.bank(layer)));
    }
}
