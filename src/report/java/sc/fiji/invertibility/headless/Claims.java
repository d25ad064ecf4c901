package sc.fiji.invertibility.headless;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that the paper claims, in its order, with what this run has to say about it. Chapters state their verdicts
 * while they measure; a claim that none speaks about says so.
 */
final class Claims {

    /** What a run can say about a claim. */
    enum Verdict {
        /** The measurements agree with it. */
        HOLDS("holds here"),
        /** Some agree, or with a condition that the words name. */
        PARTLY("holds in part"),
        /** The measurements disagree with it. */
        FAILS("does not hold here"),
        /** What it assumes is not so here, which says nothing against it. */
        INAPPLICABLE("does not apply here"),
        /** It was measured, but the numbers decide nothing. */
        OPEN("not decided"),
        /** It was not measured in this run. */
        UNMEASURED("not measured"),
        /** It defines or quotes something and can be no matter of measurement. */
        NONE("nothing to measure");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        static Verdict of(boolean holds) {
            return holds ? HOLDS : FAILS;
        }
    }

    /** A verdict with the chapter that it comes from. */
    private record Entry(Verdict verdict, String chapter, String words) {

        String link() {
            return chapter.isEmpty() ? "" : "[" + chapter + "](#" + Markdown.anchor(chapter) + ")";
        }

        String text() {
            return "**" + verdict.words + "**" + (words.isEmpty() ? "" : ": " + words);
        }
    }

    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    /** States a verdict on a claim of {@link PaperClaims}; several chapters may speak about one claim. */
    void state(String claim, Verdict verdict, String chapter, String words) {
        if (PaperClaims.ALL.stream().noneMatch(one -> one.name().equals(claim)))
            throw new IllegalArgumentException("the paper has no claim named " + claim);
        entries.computeIfAbsent(claim, none -> new ArrayList<>()).add(new Entry(verdict, chapter, words));
    }

    /**
     * The first page of the report.
     *
     * @param all whether claims that no chapter spoke about are listed, too
     */
    void write(Markdown page, boolean all) {
        page.heading(2, "What the paper claims, and what this run finds");
        page.paragraph((all
                        ? "All theorems, lemmas, corollaries, propositions, algorithms, tables, figures and footnotes, in"
                                + " the order of the paper."
                        : "Only what the chosen chapters speak about.")
                + " The verdicts are computed from the numbers of this run: numbers agree if they"
                + " differ by at most " + (int) Estimate.AGREE
                + " standard errors (s.e.) beyond the rounding of the printed"
                + " one. \"Here\" means the filters, photos and codes of this run, which the chapters name; nothing is"
                + " proven or refuted by that beyond them, unless a witness is given.");
        page.table("claim", "what it says", "where", "verdict");
        for (PaperClaims.Claim claim : PaperClaims.ALL) {
            if (!all && !entries.containsKey(claim.name())) continue;
            List<Entry> found =
                    entries.getOrDefault(claim.name(), List.of(new Entry(claim.otherwise(), "", claim.why())));
            page.row(
                    claim.name(),
                    claim.says(),
                    found.stream().map(Entry::link).distinct().collect(Collectors.joining("; ")),
                    found.stream().map(Entry::text).collect(Collectors.joining(". ")));
        }
    }
}
