package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.bench.onnx.OnnxSession;

/**
 * Somebody else's way to do a case's work.
 *
 * @param name of the library
 * @param version of the library
 * @param contender does the work
 */
record Peer(String name, String version, Contender contender) {

    static Peer onnx(Contender contender) {
        return new Peer("ONNX", "ONNX Runtime " + OnnxSession.version(), contender);
    }
}
