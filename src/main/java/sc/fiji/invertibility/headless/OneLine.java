package sc.fiji.invertibility.headless;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the terminal is told of a problem, whatever its message looks like. */
final class OneLine {

    private OneLine() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The message of what was thrown, or its kind where it has none; Java's own say of files only which. */
    static String of(Throwable cause) {
        if (cause instanceof UncheckedIOException unchecked
                && unchecked.getCause().toString().equals(unchecked.getMessage())) return of(unchecked.getCause());
        if (cause instanceof FileSystemException file && file.getReason() == null) return of(file);
        if (cause instanceof CharacterCodingException) return "a text file was expected, but this is none";
        return of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private static String of(FileSystemException cause) {
        String what;
        if (cause instanceof AccessDeniedException) what = "this file may not be read or written";
        else if (cause instanceof NoSuchFileException) what = "no such file";
        else if (cause instanceof FileAlreadyExistsException) what = "this file is there already";
        else if (cause instanceof NotDirectoryException) what = "this is no folder";
        else what = cause.getClass().getSimpleName();
        return what + ": " + cause.getFile();
    }
}
