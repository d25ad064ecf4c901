package sc.fiji.invertibility.headless;

/**
 * What the record of a run calls a file that was read, where the file itself was elsewhere: a copy of it, or the same file
 * seen from another folder.
 *
 * @param typed as the user named it
 * @param absolute its whole name
 */
record SourceName(String typed, String absolute) {}
