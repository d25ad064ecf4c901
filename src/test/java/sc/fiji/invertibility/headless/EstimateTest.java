package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** What the report may say about a number, and how it counts. */
class EstimateTest {

    @Test
    void agreesWithinThreeStandardErrorsBeyondRounding() {
        Estimate measured = new Estimate(49.48, 0.32, 100, 100);
        assertTrue(measured.agrees(49.1, 1));
        assertEquals("agrees, within 1.0 s.e.", measured.verdict(49.1, 1));
        Estimate other = new Estimate(53.17, 0.36, 100, 100);
        assertFalse(other.agrees(49.1, 1));
        assertEquals("differs by 4.1, 11.2 s.e.", other.verdict(49.1, 1));
        assertEquals("agrees", new Estimate(0.1221, 0, 1, 1).verdict(0.122, 3));
        assertEquals("differs by 0.0095; one measurement", new Estimate(0.132, 0, 1, 1).verdict(0.122, 3));
    }

    @Test
    void pairsCancelWhatTheyShare() {
        List<Double> first = List.of(1.0, 5.0, 9.0), second = List.of(1.5, 5.4, 9.6);
        Estimate difference = Estimate.paired(first, second);
        assertEquals(-0.5, difference.mean(), 1e-12);
        assertEquals(0.1 / Math.sqrt(3), difference.error(), 1e-12);
        assertTrue(difference.error() < Estimate.of(first).error());
        assertEquals("−0.500 ± 0.058", difference.signed(3));
        assertEquals("+0.500 ± 0.058", Estimate.paired(second, first).signed(3));
    }

    /** The full run has the same measurements as the usual one, which the smallest tries out, and more of each. */
    @Test
    void theFullRunMeasuresNothingLess() throws ReflectiveOperationException {
        for (RecordComponent component : ReportScale.class.getRecordComponents()) {
            Object usual = component.getAccessor().invoke(ReportScale.USUAL);
            Object full = component.getAccessor().invoke(ReportScale.FULL);
            if (usual instanceof Number some)
                assertTrue(((Number) full).doubleValue() >= some.doubleValue(), component.getName());
            else assertTrue((Boolean) full || !(Boolean) usual, component.getName());
        }
    }

    @Test
    void everyClaimIsListedAndNoOther() {
        Claims claims = new Claims();
        claims.state("Table 2", Verdict.PARTLY, "Some chapter: one", "2 of 6");
        Markdown page = new Markdown();
        claims.write(page, true);
        for (PaperClaims.Claim claim : PaperClaims.ALL)
            assertTrue(page.toString().contains("| " + claim.name() + " | "), claim.name());
        assertTrue(page.toString().contains("[Some chapter: one](#some-chapter-one) | **holds in part**: 2 of 6 |"));
        assertFalse(page.toString().contains("**not measured** |"), "without a reason");
        Markdown some = new Markdown();
        claims.write(some, false);
        assertTrue(some.toString().contains("| Table 2 | "));
        assertFalse(some.toString().contains("| Table 3 | "), "no chapter spoke about it");
        assertThrows(IllegalArgumentException.class, () -> claims.state("Table 9", Verdict.HOLDS, "", ""));
    }
}
