package sc.fiji.invertibility.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.Engine;

/** A time counts only for a right answer: the peer and each engine agree, in every case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {

    private Competitors competitors;

    @BeforeAll
    void open() {
        competitors = Competitors.open();
    }

    @AfterAll
    void close() {
        competitors.close();
    }

    static List<BenchCase> cases() {
        return Cases.tiny();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePeerAndEachEngineAgree(BenchCase one) {
        try (Contender peer = one.peer(1)) {
            Outcome reference = peer.run();
            for (Engine engine : competitors.engines()) {
                try (Contender ours = one.on(engine)) {
                    double error = ours.run().relativeError(reference);
                    assertTrue(
                            error <= one.tolerance(),
                            one.name() + " on " + engine.device().name() + ": " + error);
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
}
