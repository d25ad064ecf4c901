package sc.fiji.invertibility.headless;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which chapters a report has: all, or those of the key {@value #KEY}, in the report's order. */
final class ChapterChoice {

    static final String KEY = "chapters";

    /** New ones for each report, as some count what they find. */
    private static final Map<String, Supplier<Chapter>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("photo", PictureChapter::new);
        ALL.put("proposition", PropositionChapter::new);
        ALL.put("sparsity", SparsityChapter::new);
        ALL.put("rip-1d", RipChapter1D::new);
        ALL.put("coherence", CoherenceChapter::new);
        ALL.put("rip-2d", RipChapter2D::new);
        ALL.put("certificates", CertificateChapter::new);
        ALL.put("lemmas", LemmaChapter::new);
        ALL.put("theory", TheoryChapter::new);
        ALL.put("scaling", ScalingChapter::new);
        ALL.put("deep-layers", DeepLayersChapter::new);
        ALL.put("phase", PhaseChapter::new);
        ALL.put("pursuit", PursuitChapter::new);
        ALL.put("ablation", AblationChapter::new);
        ALL.put("kodak", KodakChapter::new);
        ALL.put("recovered-rip", RecoveredRipChapter::new);
        ALL.put("recovery", RecoveryChapter::new);
        ALL.put("layerwise", LayerwiseChapter::new);
        ALL.put("decoding", DecodingChapter::new);
        ALL.put("families", FamiliesChapter::new);
        ALL.put("classifiers", ClassifierChapter::new);
    }

    private final List<String> names;

    private ChapterChoice(List<String> names) {
        this.names = names;
    }

    /** {@return the chapters with these names, separated by commas; all if there are none} */
    static ChapterChoice of(String list) throws BadInputException {
        List<String> chosen = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> all = new ArrayList<>(ALL.keySet());
        for (String name : chosen)
            if (!ALL.containsKey(name))
                throw new BadInputException(KEY + ": unknown chapter '" + name + "'"
                        + SpellingSuggestion.hint(name, all) + "; the chapters are: " + String.join(", ", all));
        return new ChapterChoice(
                chosen.isEmpty() ? all : all.stream().filter(chosen::contains).toList());
    }

    List<Chapter> chapters() {
        return names.stream().map(name -> ALL.get(name).get()).toList();
    }

    boolean all() {
        return names.size() == ALL.size();
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
