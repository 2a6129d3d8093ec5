package io.hivecore.objects.file;

import static java.util.Objects.requireNonNull;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectIdStart;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.ObjectStoreException;
import io.hivecore.objects.ObjectStoreException.Reason;
import io.hivecore.objects.StoredObject;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files: {@code <root>/<tenant>/ab/cdef…}. A file is written beside its place, forced to
 * the disk and then given its name, so that one that was cut off is never found; what is left of
 * such is removed at the next start.
 *
 * <p>Implementation note: putting an object that is there and removing it because of its age must
 * not cross, or a record would be left that names nothing. So putting holds a lock shared, and
 * removing holds it alone for each file. The folders of a new file are forced too, from the file
 * up: a name that is not on the disk is lost with the power.
 */
public final class FileObjectStore implements ObjectStore {
  private static final String UNFINISHED = ".new";
  private static final int FOLDER_DIGITS = 2;

  private final Path root;
  private final InstantSource clock;
  private final ReadWriteLock files = new ReentrantReadWriteLock();

  /** Folders whose own names are on the disk. */
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /** Files whose names may not be on the disk yet. */
  private final Set<Path> unforced = ConcurrentHashMap.newKeySet();

  private FileObjectStore(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /**
   * Opens the store in a folder, made when missing, and removes what was left unfinished.
   *
   * @param clock tells when an object was last put
   */
  public static FileObjectStore open(Path root, InstantSource clock) {
    try {
      Files.createDirectories(root);
      Files.walkFileTree(root, new UnfinishedFiles());
      return new FileObjectStore(root, clock);
    } catch (IOException e) {
      throw failed("The objects cannot be opened", e);
    }
  }

  @Override
  public ObjectId put(TenantId tenant, String mediaType, byte[] content) {
    ObjectId id = ObjectId.of(content);
    Path file = file(tenant, id);
    Lock shared = files.readLock();
    shared.lock();
    try {
      if (!renewed(file)) {
        write(file, mediaType, content);
      }
    } catch (IOException e) {
      throw failed("An object cannot be kept", e);
    } finally {
      shared.unlock();
    }
    return id;
  }

  @Override
  public ObjectId put(TenantId tenant, String mediaType, InputStream content) throws IOException {
    return put(tenant, mediaType, content.readAllBytes());
  }

  @Override
  public Optional<StoredObject> open(TenantId tenant, ObjectId id) {
    try {
      return Optional.of(ObjectFile.open(id, file(tenant, id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("An object cannot be read", e);
    }
  }

  @Override
  public Optional<ObjectId> find(TenantId tenant, ObjectIdStart start) {
    String digits = start.digits();
    Path folder = folder(tenant).resolve(digits.substring(0, FOLDER_DIGITS));
    // Digits only: nothing in them has a meaning for the file system.
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, digits.substring(FOLDER_DIGITS) + "*")) {
      return StreamSupport.stream(files.spliterator(), false)
          .map(file -> folder.getFileName().toString() + file.getFileName())
          .flatMap(found -> ObjectId.ofDigits(found).stream())
          .min(Comparator.comparing(ObjectId::text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("A tenant's objects cannot be read", e);
    } catch (DirectoryIteratorException e) {
      throw failed("A tenant's objects cannot be read", new IOException(e));
    }
  }

  @Override
  public boolean renew(TenantId tenant, ObjectId id) {
    Lock shared = files.readLock();
    shared.lock();
    try {
      return renewed(file(tenant, id));
    } catch (IOException e) {
      throw failed("An object cannot be renewed", e);
    } finally {
      shared.unlock();
    }
  }

  @Override
  public long size(TenantId tenant) {
    long[] bytes = {0};
    walk(
        folder(tenant),
        (file, attributes) -> {
          bytes[0] += attributes.size();
        });
    return bytes[0];
  }

  @Override
  public int expire(TenantId tenant, Instant before) {
    int[] removed = {0};
    walk(
        folder(tenant),
        (file, attributes) -> {
          if (attributes.lastModifiedTime().toInstant().isBefore(before)
              && removedIfOlder(file, before)) {
            removed[0]++;
          }
        });
    return removed[0];
  }

  @Override
  public void deleteTenant(TenantId tenant) {
    Path folder = folder(tenant);
    Lock alone = files.writeLock();
    alone.lock();
    try {
      durable.removeIf(known -> known.startsWith(folder));
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // A tenant without objects has no folder.
    } catch (IOException e) {
      throw failed("A tenant's objects cannot be removed", e);
    } finally {
      alone.unlock();
    }
  }

  /** Whether the object is there; then it counts as put now. */
  private boolean renewed(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      if (unforced.contains(file)) {
        // Another thread has just given it its name.
        force(requireNonNull(file.getParent()));
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void write(Path file, String mediaType, byte[] content) throws IOException {
    Path folder = requireNonNull(file.getParent());
    makeFolder(folder);
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeAll(channel, ObjectFile.head(mediaType));
        writeAll(channel, ByteBuffer.wrap(content));
        channel.force(true);
      }
      Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
      unforced.add(file);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
      unforced.remove(file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Makes a folder and the tenant's around it, unless they are known to be on the disk. */
  private void makeFolder(Path folder) throws IOException {
    if (durable.contains(folder)) {
      return;
    }
    Path parent = requireNonNull(folder.getParent());
    if (!parent.equals(root)) {
      makeFolder(parent);
    }
    Files.createDirectories(folder);
    force(parent);
    durable.add(folder);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private boolean removedIfOlder(Path file, Instant before) throws IOException {
    Lock alone = files.writeLock();
    alone.lock();
    try {
      // Asked again: it may have been put anew while the lock was waited for.
      return Files.getLastModifiedTime(file).toInstant().isBefore(before)
          && Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      alone.unlock();
    }
  }

  private void walk(Path folder, EachFile each) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              each.file(file, attributes);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException e) {
      throw failed("A tenant's objects cannot be read", e);
    }
  }

  private interface EachFile {
    void file(Path file, BasicFileAttributes attributes) throws IOException;
  }

  private Path folder(TenantId tenant) {
    return root.resolve(tenant.toString());
  }

  private Path file(TenantId tenant, ObjectId id) {
    String digits = id.digits();
    return folder(tenant)
        .resolve(digits.substring(0, FOLDER_DIGITS))
        .resolve(digits.substring(FOLDER_DIGITS));
  }

  private static ObjectStoreException failed(String what, IOException e) {
    String said = String.valueOf(e.getMessage());
    boolean full = said.contains("No space left") || said.contains("Disk quota exceeded");
    return new ObjectStoreException(full ? Reason.NO_ROOM : Reason.FAILED, what + ".", e);
  }

  /** Removes files that never got their name. */
  private static final class UnfinishedFiles extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (file.getFileName().toString().endsWith(UNFINISHED)) {
        Files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
