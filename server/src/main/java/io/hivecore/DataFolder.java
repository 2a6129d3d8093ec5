package io.hivecore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a server keeps, locked for one process. Only its owner may look
 * inside. Safe for use by many threads.
 */
final class DataFolder implements AutoCloseable {
  /** Of the layout below; an older program refuses a newer number. */
  private static final int FORMAT = 1;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the folder when it is missing and locks it.
   *
   * @throws StartException when another process has it, or it was written by a newer program, or it
   *     cannot be used
   */
  static DataFolder open(Path root) {
    try {
      Files.createDirectories(root);
      restrict(root);
      FileChannel lockFile =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(lockFile);
      if (lock == null) {
        lockFile.close();
        throw new StartException(
            "The data folder "
                + root
                + " is in use by another HiveCore. Stop that one, or choose another with --data.");
      }
      DataFolder folder = new DataFolder(root, lockFile, lock);
      folder.checkFormat();
      return folder;
    } catch (IOException e) {
      throw new StartException(
          "The data folder " + root + " cannot be used: " + reason(e) + ".", e);
    }
  }

  /**
   * The control store's file of a data folder that need not be locked: commands work on it beside
   * the server.
   */
  static Path controlStore(Path root) {
    return root.resolve("control.db");
  }

  Path journal() {
    return root.resolve("journal");
  }

  Path telemetry() {
    return root.resolve("telemetry");
  }

  /** Large payloads, by their content. */
  Path objects() {
    return root.resolve("objects");
  }

  /** Entries of the journal that could not be read. */
  Path deadLetters() {
    return root.resolve("dead-letters.ndjson");
  }

  /** A secret of 32 random bytes that outlives restarts, made when it is first asked for. */
  SecretKey secret(String name, String algorithm, int bytes) {
    Path file = root.resolve(name + ".secret");
    try {
      if (!Files.exists(file)) {
        byte[] fresh = new byte[bytes];
        new SecureRandom().nextBytes(fresh);
        Path written = root.resolve(name + ".secret.new");
        Files.deleteIfExists(written);
        try (FileChannel channel =
            FileChannel.open(
                written,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(written))) {
          channel.write(ByteBuffer.wrap(fresh));
          channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      }
      byte[] secret = Files.readAllBytes(file);
      if (secret.length != bytes) {
        throw new StartException(
            file + " is damaged: it has " + secret.length + " bytes instead of " + bytes + ".");
      }
      return new SecretKeySpec(secret, algorithm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder is closed to others already; its copy may not be. */
  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkFormat() throws IOException {
    Path file = root.resolve("format");
    if (!Files.exists(file)) {
      Files.writeString(file, FORMAT + "\n", StandardCharsets.US_ASCII);
      return;
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.equals(Integer.toString(FORMAT))) {
      throw new StartException(
          "The data folder "
              + root
              + " has format "
              + text
              + "; this program knows only "
              + FORMAT
              + ". It was written by a newer HiveCore: start that one.");
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void restrict(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceAll("Exception$", "") + " " + e.getMessage();
  }
}
