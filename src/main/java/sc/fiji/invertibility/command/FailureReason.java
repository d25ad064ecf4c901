package sc.fiji.invertibility.command;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something failed, in words: of files, Java's own messages say only which, and some say nothing at all. */
public final class FailureReason {

    private FailureReason() {}

    /**
     * Words a failure.
     *
     * @param cause what was thrown
     * @return its message, if it says something; never empty
     */
    public static String of(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof UncheckedIOException unchecked
                && unchecked.getCause().toString().equals(message)) return of(unchecked.getCause());
        if (cause instanceof FileSystemException file && file.getReason() == null)
            return what(file) + ": " + file.getFile();
        if (cause instanceof CharacterCodingException) return "a text file was expected, but this is none";
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String what(FileSystemException cause) {
        if (cause instanceof AccessDeniedException) return "this file may not be read or written";
        if (cause instanceof NoSuchFileException) return "no such file";
        if (cause instanceof FileAlreadyExistsException) return "this file is there already";
        if (cause instanceof NotDirectoryException) return "this is no folder";
        return cause.getClass().getSimpleName();
    }
}
