package sc.fiji.invertibility.bench;

/**
 * Somebody else's library.
 *
 * @param name as the table has it
 * @param version its name and version, and how it computes
 * @param device what it computes on
 * @param role what a comparison with it says
 */
record Library(String name, String version, String device, Role role) {

    /** What a comparison says. */
    enum Role {
        /** It computes on the processor, and engines there have goals. */
        PROCESSOR,
        /** It computes on a graphics card, and an engine there has a goal. */
        CARD,
        /** It computes less exactly: its times are for information, and its results may differ. */
        ROUNDED,
        /** The plugin itself, where there is no other. */
        OURSELVES
    }

    /** {@return whether its results have to be equal to ours} */
    boolean exact() {
        return role != Role.ROUNDED;
    }
}
