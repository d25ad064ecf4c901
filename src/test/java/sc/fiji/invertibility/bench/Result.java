package sc.fiji.invertibility.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.compute.Device;

/**
 * One case on one engine beside the peer.
 *
 * @param work the case
 * @param device what the engine runs on
 * @param threads the peer's threads, as many as there are processors
 * @param ours the engine's times
 * @param peer the peer's times
 * @param error relative error between the two results
 */
record Result(BenchCase work, Device device, int threads, Times ours, Times peer, double error) {

    boolean equal() {
        return error <= work.tolerance();
    }

    double ratio() {
        return peer.median() / ours.median();
    }

    double goal() {
        return work.goal(!device.type().equals("Java"));
    }

    boolean reached() {
        return ratio() >= goal();
    }

    double gigaflops() {
        return work.operations() / ours.median() * 1e-6;
    }

    double peerGigaflops() {
        return work.operations() / peer.median() * 1e-6;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", work.name());
        fields.put("ours_ms", ours.median());
        fields.put("peer_ms", peer.median());
        fields.put("ratio", ratio());
        fields.put("gflops", gigaflops());
        fields.put("device", device.name());
        fields.put("threads", threads);
        fields.put("peer_version", "ONNX Runtime " + OnnxSession.version());
        fields.put("goal", goal());
        fields.put("ours_spread", ours.spread());
        fields.put("peer_spread", peer.spread());
        fields.put("ours_cpu_ms", ours.cpuMedian());
        fields.put("peer_cpu_ms", peer.cpuMedian());
        fields.put("rounds", ours.rounds());
        fields.put("relative_error", error);
        return fields;
    }
}
