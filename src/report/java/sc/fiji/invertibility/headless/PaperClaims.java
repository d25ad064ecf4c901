package sc.fiji.invertibility.headless;

import java.util.List;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** What the paper claims, in its order. */
final class PaperClaims {

    /**
     * A claim.
     *
     * @param name its name, by which chapters find it
     * @param says what it says, in short
     * @param otherwise the verdict if no chapter states one
     * @param why the words to that verdict
     */
    record Claim(String name, String says, Verdict otherwise, String why) {}

    static final List<Claim> ALL = List.of(
            none("Footnote 1", "convolution and multiplication by W are the same", "the plugin's tests compare both"),
            none("Footnote 2", "the RIP suffices for recovery, but is not necessary", "quoted from the literature"),
            none("Footnote 3", "errors of codes are in ℳ²ₖ", "a definition"),
            none(
                    "Algorithm 1",
                    "one iteration of model-based IHT from zero is a layer with pooling, and Wᵀ",
                    "an identity, which the" + " plugin's tests check"),
            open("Footnote 4", "more iterations can improve the recovery"),
            open("Proposition 1", "an orthonormal basis with both signs and no pooling reconstructs perfectly"),
            open("Theorem 3.1", "W of random filters has the model-RIP if Mℓ²/D is large enough"),
            open("Corollary 3.2", "so it has for sums of two codes"),
            open("End of section 3.2", "wavelets and localised Fourier bases have the model-RIP, too"),
            open("Theorem 3.3", "the error of one pass is bounded by 5δ₂ₖ/(1 − δₖ)·√((1 + δ₂ₖ)/(1 − δ₂ₖ))"),
            open("Table 1", "random filters classify CIFAR-10 not far off learned ones"),
            none("Footnote 5", "a batch normalisation before the activation", "an implementation detail of table 1"),
            none("Figure 1", "the one-dimensional layer", "a drawing"),
            open("Figure 2 (a)", "‖Wᵀz‖/‖z‖ is centred at 1"),
            open("Figure 2 (b)", "‖WWᵀz‖/‖z‖ is centred at 1"),
            open("Figure 2 (c)", "‖x̂ − x‖/‖x‖ is around 0.1–0.2 and below 0.5, put back at the top-left"),
            open("Table 2", "sparsity of VGG-16's activations"),
            open("Table 3, learned", "coherence of VGG-16's filters"),
            open("Table 3, random", "coherence of Gaussian filters of VGG-16's shapes"),
            open("Figure 3 (a)", "random codes: centred at 1, δₖ < 1; learned filters a bit wider than random ones"),
            none("Footnote 6", "no filters are removed, nearly opposite pairs neither", "nor here"),
            none("Footnote 7", "no pooling follows conv(5,2); it is assumed", "as here"),
            open("Algorithm 2", "recovers a model-sparse code that reconstructs x"),
            open("Figure 3 (b)", "codes recovered from activations before ReLU: offset below 0.05"),
            open("Figure 3 (c)", "codes recovered from activations after ReLU: offset below 0.05"),
            open("Footnote 8", "coherence is a maximum of absolute values"),
            open("Figure 4", "pool(4) reconstructed by IHT and decoded: reasonable, better than random activations"),
            open("Table 4, activation space", "random filters before learned ones, both before random activations"),
            open("Table 4, image space", "random filters best but for layer 3, both before random activations"),
            open("Footnote 9", "random activations of equal norm have a relative error of √2"),
            open("Section 5", "considerable information is captured in the switches"),
            open("Lemma A.1", "E‖Wᵀz‖² = ‖z‖²"),
            none("Footnote 10", "equivalent definitions of a sub-exponential variable", "quoted"),
            none("Theorem A.2", "sums of squares of sub-Gaussian variables concentrate", "quoted from the literature"),
            open("Lemma B.1", "W_Ω has singular values of at most √(1 + δₖ), W_ΩW_Ωᵀ of 1 ± δₖ"),
            open("Lemma B.2", "supports that are apart interact by at most δ₂ₖ"),
            open("Lemma B.3", "the support found by pooling has all but 2δ₂ₖ/(1 − δₖ) of ‖z‖"),
            open("Lemma B.4", "‖z − ẑ‖ ≤ 5δ₂ₖ/(1 − δₖ)·‖z‖"),
            open("Table 5", "the best architectures of table 1"),
            open("Table 6, learned", "coherence of AlexNet's filters"),
            open("Table 6, random", "coherence of Gaussian filters of AlexNet's shapes"),
            open("Table 7", "sparsity of AlexNet's activations"),
            open("Figure 5", "figure 4 for more images"));

    private PaperClaims() {}

    private static Claim none(String name, String says, String why) {
        return new Claim(name, says, Verdict.NONE, why);
    }

    private static Claim open(String name, String says) {
        return new Claim(name, says, Verdict.UNMEASURED, "the files that it needs were not given");
    }
}
