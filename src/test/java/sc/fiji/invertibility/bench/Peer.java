package sc.fiji.invertibility.bench;

import java.util.function.Supplier;

/**
 * Somebody else's way to do a case's work.
 *
 * @param library whose
 * @param preparation prepares the work; where that fails, the library is no peer in this case
 */
record Peer(Library library, Supplier<Contender> preparation) {}
