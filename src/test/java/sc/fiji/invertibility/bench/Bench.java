package sc.fiji.invertibility.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.invertibility.bench.roofline.Roofline;
import sc.fiji.invertibility.bench.scaling.Scaling;
import sc.fiji.invertibility.bench.start.Start;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/** Compares whole cases with the same work in ONNX Runtime, or shows how time and memory grow with the work. */
public final class Bench {

    private static final Alternation FULL = new Alternation(3, 15, 4);
    private static final Alternation QUICK = new Alternation(2, 1.5, 0.5);

    private static final List<String> MODES = List.of("--scaling", "--roofline", "--start");

    private final Alternation alternation;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Table table = new Table(System.out);
    private final List<Result> results = new ArrayList<>();

    private Bench(Alternation alternation) {
        this.alternation = alternation;
    }

    /**
     * Runs the cases and ends with 1 if a result was wrong, with 2 if there is no such case.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        boolean quick = false;
        String mode = "";
        String name = null;
        Path folder = Path.of("target", "bench");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--quick")) quick = true;
            else if (MODES.contains(argument)) mode = argument;
            else if (argument.equals("--case") && i + 1 < arguments.size()) name = arguments.get(++i);
            else if (argument.equals("--out") && i + 1 < arguments.size()) folder = Path.of(arguments.get(++i));
            else
                return refuse("expected [--scaling | --roofline | --start] [--case NAME] [--quick] [--out FOLDER], not "
                        + argument);
        }
        try {
            return run(mode, name, quick, folder);
        } catch (IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
    }

    private static int run(String mode, String name, boolean quick, Path folder) {
        switch (mode) {
            case "--scaling" -> Scaling.run(name, quick, folder);
            case "--roofline" -> Roofline.run(folder);
            case "--start" -> Start.run(quick, folder);
            default -> {
                return cases(name, quick, folder);
            }
        }
        return 0;
    }

    private static int cases(String wanted, boolean quick, Path folder) {
        List<BenchCase> all = Cases.all(quick);
        List<BenchCase> chosen = all.stream()
                .filter(c -> wanted == null || c.name().equals(wanted))
                .toList();
        if (chosen.isEmpty())
            throw new IllegalArgumentException("there is no case " + wanted + ", choose one of: "
                    + all.stream().map(BenchCase::name).collect(Collectors.joining(", ")));
        Bench bench = new Bench(quick ? QUICK : FULL);
        bench.table.title(bench.threads);
        try (Competitors competitors = Competitors.open()) {
            for (BenchCase one : chosen) bench.compare(one, competitors.engines());
        }
        new ResultFile(folder.resolve("results.json"))
                .write(bench.results.stream().map(Result::fields).toList());
        List<Result> wrong = bench.results.stream().filter(r -> !r.equal()).toList();
        for (Result r : wrong)
            System.err.println("error: " + r.work().name() + " on " + r.device().name() + " differs from the peer by "
                    + r.error() + ", more than " + r.work().tolerance());
        return wrong.isEmpty() ? 0 : 1;
    }

    private static int refuse(String sentence) {
        System.err.println("error: " + sentence);
        return 2;
    }

    private void compare(BenchCase one, List<Engine> engines) {
        try (Scope scope = new Scope()) {
            List<Peer> peers = one.peers(threads);
            List<Contender> contenders = new ArrayList<>();
            for (Peer peer : peers) contenders.add(scope.own(peer.contender()));
            for (Engine engine : engines) contenders.add(scope.own(one.on(engine)));
            Outcome reference = contenders.get(0).run();
            for (int p = 1; p < peers.size(); p++) check(one, peers.get(p), reference);
            List<Double> errors = new ArrayList<>();
            for (int e = 0; e < engines.size(); e++)
                errors.add(one.error(
                        engines.get(e), contenders.get(peers.size() + e).run(), reference));
            Alternation.Rounds rounds = alternation.measure(contenders);
            for (int p = 0; p < peers.size(); p++)
                for (int e = 0; e < engines.size(); e++)
                    add(new Result(
                            one,
                            engines.get(e).device(),
                            threads,
                            rounds.times().get(peers.size() + e),
                            peers.get(p),
                            rounds.times().get(p),
                            rounds.others(),
                            errors.get(e)));
        }
    }

    private void add(Result result) {
        results.add(result);
        table.row(result);
    }

    /** A peer that computes something else is none. */
    private static void check(BenchCase one, Peer peer, Outcome reference) {
        double error = peer.contender().run().relativeError(reference);
        if (!(error <= one.tolerance()))
            throw new IllegalStateException(peer.version() + " differs from ONNX Runtime by " + error);
    }
}
