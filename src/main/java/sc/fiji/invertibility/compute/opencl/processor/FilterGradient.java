package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The gradient with respect to a bank's filters. The work-sizes follow from the sizes alone, and with them the bits.
 */
final class FilterGradient {

    /** Work-items that keep any processor busy. */
    private static final int ITEMS = 64;

    /** Rows of a share, at least: those that a work-item sums over at a time. */
    private static final int ROWS = 8;

    private final TunedDevice device;
    private final DeviceMemory memory;
    private final WinogradGradient winograd;

    FilterGradient(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.winograd = new WinogradGradient(device, memory);
    }

    /** Lanes of the sums' blocks; both are 1 where blocks of the maps would reach across groups. */
    private record Lanes(int filters, int channels) {

        static Lanes of(FilterBank bank, DeviceMap x, DeviceMap g) {
            int k = g.layout().lanes(), m = x.layout().lanes();
            boolean whole =
                    bank.groups() == 1 || bank.filters() / bank.groups() % k == 0 && bank.filterChannels() % m == 0;
            return whole ? new Lanes(k, m) : new Lanes(1, 1);
        }

        String kernel(DeviceMap x, DeviceMap g) {
            boolean any =
                    filters != g.layout().lanes() || channels != x.layout().lanes() || filters * channels == 1;
            if (any) return "gradient_of_any";
            return filters == 1 ? "gradient_to_plane" : channels == 1 ? "gradient_of_plane" : "gradient_blocked";
        }
    }

    void run(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        if (WinogradGradient.suits(bank, x.get(0), g.get(0))) winograd.run(bank, x, g, result);
        else direct(bank, x, g, result);
    }

    private void direct(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        Lanes lanes = Lanes.of(bank, x.get(0), g.get(0));
        Shape activations = g.get(0).shape();
        int filterBlocks = MapLayout.blocks(bank.filters(), lanes.filters);
        int channelBlocks = MapLayout.blocks(bank.filterChannels(), lanes.channels);
        int taps = bank.height() * bank.width();
        int wanted = Math.min(
                MapLayout.blocks(activations.height(), ROWS), MapLayout.blocks(ITEMS, filterBlocks * channelBlocks));
        int rows = MapLayout.blocks(activations.height(), Math.max(1, wanted));
        int shares = MapLayout.blocks(activations.height(), rows);
        long words = (long) filterBlocks * lanes.filters * channelBlocks * lanes.channels * taps;
        try (DeviceBuffer sums = memory.take(words * shares)) {
            for (int i = 0; i < x.size(); i++)
                device.kernel(lanes.kernel(x.get(i), g.get(i)))
                        .run(
                                NDRange.of(1, filterBlocks, channelBlocks, shares),
                                x.get(i).sized(),
                                g.get(i).sized(),
                                List.of(bank.filters() / bank.groups(), bank.filterChannels()),
                                List.of(filterBlocks, channelBlocks, rows, i == 0, sums),
                                List.of(bank.height(), bank.width(), bank.stride()),
                                List.of(bank.padding().y(), bank.padding().x()));
            device.kernel("gradient_total")
                    .run(
                            NDRange.of(1, taps, bank.filterChannels(), bank.filters()),
                            List.of(sums, words, shares, lanes.filters, lanes.channels),
                            List.of(channelBlocks, bank.filterChannels(), taps, result));
        }
    }
}
