package sc.fiji.invertibility.bench;

import java.util.function.Supplier;

/**
 * Another library's way to do a case's work.
 *
 * @param library the library
 * @param preparation prepares the work; if that fails, the library does not take part in this case
 */
record Peer(Library library, Supplier<Contender> preparation) {}
