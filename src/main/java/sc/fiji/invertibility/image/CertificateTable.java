package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.List;
import sc.fiji.invertibility.measure.Certificate;
import sc.fiji.invertibility.measure.Distortion;
import sc.fiji.invertibility.measure.Witness;

/**
 * Lower bounds of distortions, and the codes that prove them, as tables.
 *
 * @param bounds for each bank, constant and end of the spectrum the bound, and
 *     ‖Wᵀz‖²/‖z‖² of the code z that proves it
 * @param witnesses the non-zeros of those codes: filter, position in its map, and value
 */
public record CertificateTable(TitledTable bounds, TitledTable witnesses) {

    /** Receives the four codes of a certificate. */
    private interface Receiver {
        void take(Certificate certificate, String constant, String end, Distortion distortion);
    }

    /**
     * Makes the tables.
     *
     * @param certificates one for each bank
     * @param random whether the banks are made from seeds, which the table then has as {@code bank_seed}
     * @param bounds the title of the table of bounds
     * @param witnesses the title of the table of codes
     * @return both
     */
    public static CertificateTable of(List<Certificate> certificates, boolean random, String bounds, String witnesses) {
        CertificateTable tables = new CertificateTable(new TitledTable(bounds), new TitledTable(witnesses));
        each(certificates, (certificate, constant, end, distortion) -> {
            tables.bound(certificate.bank(), constant, end, distortion);
            // As text, since a table's numbers hold no 64 bits.
            if (random) tables.bounds.addValue("bank_seed", Long.toString(certificate.seed()));
        });
        each(
                certificates,
                (certificate, constant, end, distortion) ->
                        tables.witness(certificate.bank(), constant, end, distortion));
        tables.bounds.decimals(5, "lower_bound", "squared_ratio");
        return tables;
    }

    private static void each(List<Certificate> certificates, Receiver receiver) {
        for (Certificate one : certificates) {
            receiver.take(one, "delta_k", "stretched", one.codes().stretched());
            receiver.take(one, "delta_k", "shrunk", one.codes().shrunk());
            receiver.take(one, "delta_2k", "stretched", one.sums().stretched());
            receiver.take(one, "delta_2k", "shrunk", one.sums().shrunk());
        }
    }

    private void bound(int bank, String constant, String end, Distortion distortion) {
        begin(bounds, bank, constant, end);
        bounds.addValue("lower_bound", distortion.bound());
        bounds.addValue("squared_ratio", distortion.ratio());
        bounds.addValue("nonzeros", distortion.witness().support().length);
    }

    private void witness(int bank, String constant, String end, Distortion distortion) {
        Witness z = distortion.witness();
        for (int i = 0; i < z.support().length; i++) {
            begin(witnesses, bank, constant, end);
            witnesses.addValue("filter", z.filter(i));
            witnesses.addValue("y", z.row(i));
            witnesses.addValue("x", z.column(i));
            witnesses.addValue("value", z.values()[i]);
        }
    }

    private static void begin(ResultsTable table, int bank, String constant, String end) {
        table.incrementCounter();
        table.addValue("bank", bank);
        table.addValue("constant", constant);
        table.addValue("end", end);
    }
}
