package sc.fiji.invertibility.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/**
 * Compares cases on all engines with all peers. A contender that fails in a case is left out of it, and the others
 * continue.
 *
 * @param alternation takes the times
 * @param threads of peers on the processor
 * @param libraries the peers
 * @param engines ours
 * @param failures receives one sentence for each failure
 */
record Comparison(
        Alternation alternation, int threads, Libraries libraries, List<Engine> engines, Consumer<String> failures) {

    /** A contender that can do the work, and its result. */
    private record Ready<T>(T who, Contender contender, Outcome outcome) {}

    /** {@return the results of each engine with each peer; none if nobody is left to compare} */
    List<Result> of(BenchCase one) {
        try (Scope scope = new Scope()) {
            List<Ready<Library>> peers = new ArrayList<>();
            for (Peer peer : libraries.peers(one))
                prepare(one, scope, peer.library(), peer.library().name(), peer.preparation(), peers);
            List<Ready<Engine>> ours = new ArrayList<>();
            for (Engine engine : engines)
                prepare(one, scope, engine, engine.device().name(), () -> one.on(engine), ours);
            if (peers.isEmpty() && ours.size() > 1) peers.add(asPeer(ours.remove(ours.size() - 1)));
            if (peers.isEmpty() || ours.isEmpty()) {
                failures.accept(one.name() + ": there are no two to compare");
                return List.of();
            }
            return measure(one, peers, ours);
        } catch (RuntimeException e) {
            failures.accept(one.name() + ": " + e);
            return List.of();
        }
    }

    private <T> void prepare(
            BenchCase one, Scope scope, T who, String name, Supplier<Contender> preparation, List<Ready<T>> ready) {
        try {
            Contender contender = scope.own(preparation.get());
            ready.add(new Ready<>(who, contender, contender.run()));
        } catch (RuntimeException | LinkageError e) {
            failures.accept(one.name() + " fails on " + name + ": " + e);
        }
    }

    /** If there is no other library, the engine that runs anywhere is the reference. */
    private static Ready<Library> asPeer(Ready<Engine> last) {
        Device device = last.who.device();
        return new Ready<>(
                new Library(device.type(), "this plugin", device.name(), Library.Role.OURSELVES),
                last.contender,
                last.outcome);
    }

    private List<Result> measure(BenchCase one, List<Ready<Library>> peers, List<Ready<Engine>> ours) {
        List<double[]> errors = new ArrayList<>();
        for (Ready<Library> peer : peers)
            errors.add(ours.stream()
                    .mapToDouble(engine -> error(one, engine, peer))
                    .toArray());
        Alternation.Rounds rounds = alternation.measure(Stream.concat(peers.stream(), ours.stream())
                .<Contender>map(Ready::contender)
                .toList());
        List<Result> results = new ArrayList<>();
        for (int p = 0; p < peers.size(); p++) {
            Library peer = peers.get(p).who;
            Map<String, String> forms = peers.get(p).contender.forms();
            for (int e = 0; e < ours.size(); e++)
                results.add(new Result(
                        one,
                        ours.get(e).who.device(),
                        threads,
                        rounds.times().get(peers.size() + e),
                        peer,
                        rounds.times().get(p),
                        forms,
                        rounds.others(),
                        errors.get(p)[e]));
        }
        return results;
    }

    private static double error(BenchCase one, Ready<Engine> engine, Ready<Library> peer) {
        if (!peer.who.exact()) return engine.outcome.relativeError(peer.outcome);
        return one.error(engine.who, engine.outcome, peer.contender, peer.outcome);
    }
}
