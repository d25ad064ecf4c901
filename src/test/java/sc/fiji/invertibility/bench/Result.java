package sc.fiji.invertibility.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.Device;

/**
 * One case on one engine beside one peer.
 *
 * @param work the case
 * @param device what the engine runs on
 * @param threads of a peer on the processor, as many as there are processors
 * @param ours the engine's times
 * @param peer who
 * @param peers the peer's times
 * @param forms which forms the peer takes
 * @param others the part of all processors that other processes took
 * @param error relative error between the two results
 */
record Result(
        BenchCase work,
        Device device,
        int threads,
        Times ours,
        Library peer,
        Times peers,
        Map<String, String> forms,
        double others,
        double error) {

    boolean equal() {
        return error <= work.tolerance();
    }

    double ratio() {
        return peers.median() / ours.median();
    }

    /** {@return the ratio to reach; NaN if there is none} */
    double goal() {
        return work.goals().of(device, peer);
    }

    boolean missed() {
        return ratio() < goal();
    }

    double gigaflops() {
        return work.operations() / ours.median() * 1e-6;
    }

    double peerGigaflops() {
        return work.operations() / peers.median() * 1e-6;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", work.name());
        fields.put("ours_ms", ours.median());
        fields.put("peer_ms", peers.median());
        fields.put("ratio", ratio());
        fields.put("gflops", gigaflops());
        fields.put("device", device.name());
        fields.put("driver", device.driver());
        fields.put("threads", threads);
        fields.put("peer", peer.name());
        fields.put("peer_version", peer.version());
        fields.put("peer_device", peer.device());
        if (!forms.isEmpty()) fields.put("peer_forms", forms);
        if (!Double.isNaN(goal())) fields.put("goal", goal());
        fields.put("ours_spread", ours.spread());
        fields.put("peer_spread", peers.spread());
        fields.put("ours_cpu_ms", ours.cpuMedian());
        fields.put("peer_cpu_ms", peers.cpuMedian());
        fields.put("other_load", others);
        fields.put("rounds", ours.rounds());
        fields.put("relative_error", Double.isFinite(error) ? error : String.valueOf(error));
        return fields;
    }
}
