package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.List;

/** Stacks maps above one another, and copies rows out of them. */
final class MapStacking {

    private final WorkerPool workers;

    MapStacking(WorkerPool workers) {
        this.workers = workers;
    }

    /** Fills a map with others, and with zeros between them. */
    void stack(List<HeapMap> maps, int pitch, HeapMap result) {
        int pixels = (int) maps.get(0).shape().pixels(), next = pitch * result.width();
        workers.forEach(result.shape().channels(), channel -> {
            float[] plane = result.plane(channel);
            for (int i = 0; i < maps.size(); i++) {
                System.arraycopy(maps.get(i).plane(channel), 0, plane, i * next, pixels);
                if (i + 1 < maps.size()) Arrays.fill(plane, i * next + pixels, (i + 1) * next, 0);
            }
        });
    }

    /** Fills a map with the rows of another, beginning at a given row. */
    void rows(HeapMap map, int first, HeapMap result) {
        int pixels = (int) result.shape().pixels(), from = first * map.width();
        workers.forEach(
                result.shape().channels(),
                channel -> System.arraycopy(map.plane(channel), from, result.plane(channel), 0, pixels));
    }
}
