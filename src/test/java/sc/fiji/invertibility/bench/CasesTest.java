package sc.fiji.invertibility.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** A time counts only for a right answer: the peer and each engine agree, in every case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {

    private Competitors competitors;
    private Libraries libraries;

    @BeforeAll
    void open() {
        competitors = Competitors.open();
        libraries = Libraries.open(1, System.err::println);
    }

    @AfterAll
    void close() {
        libraries.close();
        competitors.close();
    }

    static List<BenchCase> cases() {
        return Cases.tiny();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachPeerAndEachEngineAgree(BenchCase one) {
        try (Scope scope = new Scope()) {
            List<Outcome> ours = new ArrayList<>();
            for (Engine engine : competitors.engines())
                ours.add(scope.own(one.on(engine)).run());
            for (Peer peer : libraries.peers(one)) {
                if (!peer.library().exact()) continue;
                Contender contender = scope.own(peer.preparation().get());
                Outcome theirs = contender.run();
                for (int i = 0; i < ours.size(); i++) {
                    Engine engine = competitors.engines().get(i);
                    double error = one.error(engine, ours.get(i), contender, theirs);
                    assertTrue(
                            error <= one.tolerance(),
                            one.name() + " on " + engine.device().name() + ", beside "
                                    + peer.library().name() + ": " + error);
                }
            }
        }
    }

    @Test
    void aWrongResultIsSeen() {
        Outcome right = () -> new float[] {1, 2};
        Outcome wrong = () -> new float[] {1, 2.001f};
        Outcome tooFew = () -> new float[] {1};
        Outcome notANumber = () -> new float[] {1, Float.NaN};
        assertTrue(right.relativeError(right) == 0);
        assertTrue(wrong.relativeError(right) > 1e-4);
        assertTrue(tooFew.relativeError(right) > 1);
        assertTrue(notANumber.relativeError(right) > 1);
    }

    @Test
    void aTieMayGoEitherWay() {
        PeerCode theirs = code(3, 0, 2, 1, 0, 0);
        assertTrue(CodeMatch.of(theirs, theirs).error() == 0);
        assertTrue(CodeMatch.of(code(3, 1, 2, 1, 0, 0), theirs).ties() == 1, "equal values at two places");
        assertTrue(CodeMatch.of(code(3, 0, 0, 0, 2.00001f, 0), theirs).ties() == 2, "equal to the smallest kept");
        assertTrue(CodeMatch.of(code(3, 0, 2.001f, 1, 0, 0), theirs).error() > 1e-4, "another value");
        assertTrue(CodeMatch.of(code(3.001f, 1, 2, 1, 0, 0), theirs).error() > 1, "neither value nor place");
        assertTrue(CodeMatch.of(code(0, 0, 2, 1, 0, 0), theirs).error() > 1, "the largest is lost");
        assertTrue(CodeMatch.of(code(3, 1, 2, 2, 0, 0), theirs).error() > 1, "more ties than chance has");
    }

    /** Three values and their places. */
    private static PeerCode code(float... pairs) {
        float[] values = {pairs[0], pairs[2], pairs[4]};
        byte[] places = {(byte) pairs[1], (byte) pairs[3], (byte) pairs[5]};
        return new PeerCode(values, places, new Shape(1, 1, 3));
    }
}
