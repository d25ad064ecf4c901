package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.image.LearningCurve;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.Objective;

class LiveCurveTest {

    private static EpochReport report(int epoch, int validated) {
        return new EpochReport(
                epoch, epoch, 12.4, new Objective.Score(0.5, 20.125, 8), new Objective.Score(0.6, 19, validated));
    }

    @Test
    void everyEpochIsToldOnALineAndThoseOfTheCheckpointOnOne() {
        List<String> lines = new ArrayList<>();
        LearningCurve curve = LearningCurve.ofPsnr();
        try (LiveCurve live = new LiveCurve(curve, lines::add)) {
            live.resumed(List.of(report(1, 0), report(2, 0)));
            live.epoch(report(3, 0));
            live.epoch(report(4, 2));
        }
        assertEquals(4, curve.size());
        assertEquals(
                List.of(
                        "goes on after epoch 2 of the checkpoint",
                        "epoch 3: loss 0.5000, PSNR (dB) 20.13, 12 s",
                        "epoch 4: loss 0.5000, PSNR (dB) 20.13, in validation 19.00, 12 s"),
                lines);
    }
}
