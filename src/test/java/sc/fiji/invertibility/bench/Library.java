package sc.fiji.invertibility.bench;

/**
 * A library to compare with.
 *
 * @param name as the table has it
 * @param version its name and version, and how it computes
 * @param device what it computes on
 * @param role the meaning of a comparison with it
 */
record Library(String name, String version, String device, Role role) {

    /** The meaning of a comparison. */
    enum Role {
        /** It computes on the processor, and engines there have goals. */
        PROCESSOR,
        /** It computes on a graphics card, and an engine there has a goal. */
        CARD,
        /** It computes less accurately: its times are for information, and its results may differ. */
        ROUNDED,
        /** The plugin itself, if there is no other. */
        OURSELVES
    }

    /** {@return whether its results have to be equal to ours} */
    boolean exact() {
        return role != Role.ROUNDED;
    }
}
