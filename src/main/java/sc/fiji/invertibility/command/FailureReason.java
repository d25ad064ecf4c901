package sc.fiji.invertibility.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.weights.WeightsException;

/** Why something failed, in words. For files, Java's own messages give only the name, and some are empty. */
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

    /** The whole sentence for the user, which begins with what is to blame, if that is known. */
    static String sentence(Throwable cause) {
        if (cause instanceof WeightsException) return "weights: " + cause.getMessage();
        if (cause instanceof DeviceFailure)
            return "device: " + cause.getMessage() + "; try again, or choose Java, which runs on every computer";
        if (cause instanceof OutOfMemoryError)
            return "not enough memory: " + cause.getMessage() + ", of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; select a part of the image, or allow more under Edit > Options > Memory & Threads";
        boolean expected = cause instanceof IllegalArgumentException
                || cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof OutOfDeviceMemory;
        return expected ? of(cause) : "the work failed in a way that nobody foresaw: " + of(cause);
    }

    private static String what(FileSystemException cause) {
        if (cause instanceof AccessDeniedException) return "this file may not be read or written";
        if (cause instanceof NoSuchFileException) return "no such file";
        if (cause instanceof FileAlreadyExistsException) return "this file is there already";
        if (cause instanceof NotDirectoryException) return "this is no folder";
        return cause.getClass().getSimpleName();
    }
}
