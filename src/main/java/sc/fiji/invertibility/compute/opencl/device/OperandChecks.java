package sc.fiji.invertibility.compute.opencl.device;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.ShapeChecks;

/** Checks the operands of an engine: that they belong to it, are open, and have fitting sizes. */
public final class OperandChecks {

    private final DeviceMemory memory;

    /**
     * Checks the operands of an engine.
     *
     * @param memory the memory of the engine
     */
    public OperandChecks(DeviceMemory memory) {
        this.memory = memory;
    }

    /**
     * Checks a map.
     *
     * @param map a map of this engine
     * @return the map
     * @throws IllegalArgumentException if it belongs to another engine
     */
    public DeviceMap map(FeatureMap map) {
        if (map instanceof DeviceMap own && own.buffer().isFrom(memory)) return own;
        throw foreign("map");
    }

    /**
     * Checks maps.
     *
     * @param maps maps of this engine
     * @return the maps
     * @throws IllegalArgumentException if one belongs to another engine
     */
    public List<DeviceMap> maps(List<FeatureMap> maps) {
        List<DeviceMap> own = new ArrayList<>(maps.size());
        for (FeatureMap map : maps) own.add(map(map));
        return own;
    }

    /**
     * Checks maps of the same size.
     *
     * @param maps maps of this engine, at least one
     * @return the maps
     * @throws IllegalArgumentException if one belongs to another engine, or the sizes differ
     */
    public List<DeviceMap> alike(List<FeatureMap> maps) {
        List<DeviceMap> own = maps(maps);
        ShapeChecks.requireOneShape(own);
        return own;
    }

    /**
     * Checks codes of the same size and pooling.
     *
     * @param codes codes of this engine, at least one
     * @return the codes
     * @throws IllegalArgumentException if one belongs to another engine, or they differ
     */
    public List<DeviceCode> codes(List<PooledCode> codes) {
        List<DeviceCode> own = new ArrayList<>(codes.size());
        for (PooledCode code : codes) own.add(code(code));
        for (int i = 1; i < own.size(); i++) ShapeChecks.requireAlike(own.get(0), own.get(i));
        return own;
    }

    /**
     * Checks a code.
     *
     * @param code a code of this engine
     * @return the code
     * @throws IllegalArgumentException if it belongs to another engine
     */
    public DeviceCode code(PooledCode code) {
        if (code instanceof DeviceCode own && own.values().buffer().isFrom(memory)) return own;
        throw foreign("code");
    }

    /**
     * Checks a filter bank.
     *
     * @param filters a bank of this engine
     * @param <W> the weights that all banks of this engine have
     * @return the bank
     * @throws IllegalArgumentException if it belongs to another engine
     */
    @SuppressWarnings("unchecked") // An engine packs all of its banks alike.
    public <W extends AutoCloseable> DeviceFilters<W> filters(PackedFilters filters) {
        if (filters instanceof DeviceFilters<?> own && own.isFrom(memory)) return (DeviceFilters<W>) own;
        throw foreign("filter bank");
    }

    private static IllegalArgumentException foreign(String what) {
        return new IllegalArgumentException("this " + what + " belongs to another engine");
    }
}
