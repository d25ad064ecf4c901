package sc.fiji.invertibility.command;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.Certificate;
import sc.fiji.invertibility.measure.RipExperiment;
import sc.fiji.invertibility.measure.RipSamples;

/**
 * What a measurement of the model-RIP found.
 *
 * @param samples what was measured of drawn codes
 * @param certificates what a search proved of each bank; empty if there was none
 */
record RipFindings(RipSamples samples, List<Certificate> certificates) {

    /**
     * Draws codes, and then searches for worse ones.
     *
     * @param starts how many supports a search grows; 0 for no search
     */
    static RipFindings of(RipExperiment experiment, int starts, Engine engine, Monitor monitor) {
        RipSamples samples = experiment.run(engine, monitor.part(0, starts > 0 ? 0.3 : 1));
        if (starts == 0) return new RipFindings(samples, List.of());
        monitor.progress(0.3, "searching for the worst codes");
        return new RipFindings(samples, experiment.certify(engine, starts, monitor.part(0.3, 1)));
    }

    /** The largest proven δ_2k of any bank; 0 if there was no search. */
    double certified() {
        return certificates.stream().mapToDouble(Certificate::delta2K).max().orElse(0);
    }
}
