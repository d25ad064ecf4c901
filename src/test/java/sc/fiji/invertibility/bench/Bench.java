package sc.fiji.invertibility.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.invertibility.bench.roofline.Roofline;
import sc.fiji.invertibility.bench.scaling.Scaling;
import sc.fiji.invertibility.bench.start.Start;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/** Compares whole cases with the same work in other libraries, or shows how time and memory grow with the work. */
public final class Bench {

    private static final Alternation FULL = new Alternation(3, 15, 4);
    private static final Alternation QUICK = new Alternation(2, 1.5, 0.5);

    private static final List<String> MODES = List.of("--scaling", "--roofline", "--start", "--calls");

    private static final String USAGE = "expected [--scaling | --roofline | --start | --calls] [--case NAME] [--quick]"
            + " [--seconds SECONDS] [--engine OpenCL|Java] [--out FOLDER], not ";

    private String mode = "";
    private String wanted;
    private boolean quick;
    private Alternation alternation;
    private String engine = "";
    private Path folder = Path.of("target", "bench");
    private final List<Result> results = new ArrayList<>();
    private int failures;

    private Bench() {}

    /**
     * Runs the cases and ends with 1 if a result was wrong or somebody failed, with 2 if there is no such case.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        Bench bench = new Bench();
        try {
            bench.read(arguments);
            return bench.run();
        } catch (IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage());
            return 2;
        }
    }

    private void read(List<String> arguments) {
        double seconds = 0;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean more = i + 1 < arguments.size();
            if (argument.equals("--quick")) quick = true;
            else if (MODES.contains(argument)) mode = argument;
            else if (argument.equals("--case") && more) wanted = arguments.get(++i);
            else if (argument.equals("--seconds") && more) seconds = Double.parseDouble(arguments.get(++i));
            else if (argument.equals("--engine") && more) engine = arguments.get(++i);
            else if (argument.equals("--out") && more) folder = Path.of(arguments.get(++i));
            else throw new IllegalArgumentException(USAGE + argument);
        }
        Alternation usual = quick ? QUICK : FULL;
        alternation = seconds == 0 ? usual : usual.lasting(seconds);
    }

    private int run() {
        switch (mode) {
            case "--scaling" -> Scaling.run(wanted, quick, folder);
            case "--roofline" -> Roofline.run(this::isWanted, wanted, folder);
            case "--start" -> Start.run(quick, folder);
            case "--calls" -> Calls.run(wanted);
            default -> {
                return cases();
            }
        }
        return 0;
    }

    private int cases() {
        List<BenchCase> all = Cases.all(quick);
        List<BenchCase> chosen = all.stream()
                .filter(c -> wanted == null || c.name().equals(wanted))
                .toList();
        if (chosen.isEmpty())
            throw new IllegalArgumentException("there is no case " + wanted + ", choose one of: "
                    + all.stream().map(BenchCase::name).collect(Collectors.joining(", ")));
        int threads = Runtime.getRuntime().availableProcessors();
        ResultFile file = new ResultFile(folder.resolve("results.json"));
        Table table = new Table(System.out);
        try (Competitors competitors = Competitors.open();
                Libraries libraries = Libraries.open(threads, System.err::println)) {
            List<Engine> engines = competitors.engines().stream()
                    .filter(one -> isWanted(one.device()))
                    .toList();
            table.title(threads, engines, libraries.found());
            Comparison comparison = new Comparison(alternation, threads, libraries, engines, this::fail);
            for (BenchCase one : chosen) {
                List<Result> some = comparison.of(one);
                table.rows(some);
                results.addAll(some);
                // After each case, so that measurements are kept if a later one does not end.
                file.write(results.stream().map(Result::fields).toList());
            }
        }
        results.stream().filter(r -> r.peer().exact() && !r.equal()).forEach(this::reportWrong);
        return failures == 0 ? 0 : 1;
    }

    private boolean isWanted(Device device) {
        return engine.isEmpty() || Table.label(device).equalsIgnoreCase(engine);
    }

    private void reportWrong(Result r) {
        fail(r.work().name() + " on " + r.device().name() + " differs from "
                + r.peer().version() + " by " + r.error() + ", more than "
                + r.work().tolerance());
    }

    private void fail(String sentence) {
        System.err.println("error: " + sentence);
        failures++;
    }
}
