package sc.fiji.invertibility.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/** Compares whole cases with the same work in ONNX Runtime: {@code [--case NAME] [--quick] [--out FILE]}. */
public final class Bench {

    private static final Alternation FULL = new Alternation(3, 15);
    private static final Alternation QUICK = new Alternation(2, 1.5);

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
        String name = null;
        Path file = Path.of("target", "bench", "results.json");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--quick")) quick = true;
            else if (argument.equals("--case") && i + 1 < arguments.size()) name = arguments.get(++i);
            else if (argument.equals("--out") && i + 1 < arguments.size()) file = Path.of(arguments.get(++i));
            else return refuse("expected [--case NAME] [--quick] [--out FILE], not " + argument);
        }
        List<BenchCase> all = Cases.all(quick);
        String wanted = name;
        List<BenchCase> chosen = all.stream()
                .filter(c -> wanted == null || c.name().equals(wanted))
                .toList();
        if (chosen.isEmpty())
            return refuse("there is no case " + name + ", choose one of: "
                    + all.stream().map(BenchCase::name).collect(Collectors.joining(", ")));
        Bench bench = new Bench(quick ? QUICK : FULL);
        bench.table.title(bench.threads);
        try (Competitors competitors = Competitors.open()) {
            for (BenchCase one : chosen) bench.compare(one, competitors.engines());
        }
        new ResultFile(file).write(bench.results.stream().map(Result::fields).toList());
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
            List<Contender> contenders = new ArrayList<>();
            contenders.add(scope.own(one.peer(threads)));
            for (Engine engine : engines) contenders.add(scope.own(one.on(engine)));
            Outcome reference = contenders.get(0).run();
            List<Double> errors = contenders.stream()
                    .map(contender -> contender.run().relativeError(reference))
                    .toList();
            List<Times> times = alternation.measure(contenders);
            for (int i = 0; i < engines.size(); i++) {
                Result result = new Result(
                        one, engines.get(i).device(), threads, times.get(i + 1), times.get(0), errors.get(i + 1));
                results.add(result);
                table.row(result);
            }
        }
    }
}
