package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file system in memory that keeps apart what programs see and what is on the device. A power cut
 * leaves any part of what was not forced: bytes, sizes and directory entries. A force that fails
 * behaves as systems do: part of the bytes is lost, and the next force succeeds without them.
 */
public final class ForgetfulFiles implements JournalFiles {
  private static final int SECTOR = 64;

  /** A file's bytes, seen and on the device. */
  private static final class Content {
    byte[] seen = new byte[0];
    byte[] device = new byte[0];

    /** Sectors that the system still means to write. */
    BitSet dirty = new BitSet();

    void resize(int size) {
      seen = Arrays.copyOf(seen, size);
    }

    /** Brings chosen dirty sectors to the device, and its size to the given one. */
    void settle(int size, Predicate<Integer> chosen) {
      byte[] next = Arrays.copyOf(device, size);
      for (int i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit(i + 1)) {
        int from = i * SECTOR;
        int to = Math.min(from + SECTOR, Math.min(size, seen.length));
        if (from < to && chosen.test(i)) {
          System.arraycopy(seen, from, next, from, to - from);
        }
      }
      device = next;
      dirty = new BitSet();
    }
  }

  /** A change to the folder that is not durable yet. */
  private interface Change {
    void apply(Map<Path, Content> names);
  }

  private final Random random;
  private final Map<Path, Content> seen = new HashMap<>();
  private final Map<Path, Content> durable = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Set<Path> folders = new HashSet<>();
  private long operationsLeft = Long.MAX_VALUE;
  private long totalBytes = 1L << 40;
  private boolean readOnly;
  private boolean shortWrites;
  private boolean truncateFails;
  private boolean renameFails;
  private long forcesToWork;
  private long forcesToFail;
  private long forces;
  private boolean dead;
  private Runnable onForce = () -> {};

  public ForgetfulFiles(Random random) {
    this.random = random;
  }

  /** The power goes after so many more operations. */
  synchronized ForgetfulFiles cutAfter(long operations) {
    operationsLeft = operations;
    return this;
  }

  synchronized void readOnly(boolean on) {
    readOnly = on;
  }

  synchronized void shortWrites(boolean on) {
    shortWrites = on;
  }

  public synchronized void failNextForces(long count) {
    failForces(0, count);
  }

  /** After some forces that work, some fail. */
  synchronized void failForces(long working, long failing) {
    forcesToWork = working;
    forcesToFail = failing;
  }

  synchronized void truncateFails(boolean on) {
    truncateFails = on;
  }

  synchronized void renameFails(boolean on) {
    renameFails = on;
  }

  synchronized void sizeOfDisk(long bytes) {
    totalBytes = bytes;
  }

  synchronized long forces() {
    return forces;
  }

  /** Runs something within each force of a file, before it does its work. */
  synchronized void onForce(Runnable action) {
    onForce = action;
  }

  synchronized long usedBytes() {
    return seen.values().stream().mapToLong(content -> content.seen.length).sum();
  }

  synchronized byte[] bytes(Path file) {
    Content content = seen.get(file);
    if (content == null) {
      throw new IllegalStateException("no " + file + " in " + seen.keySet());
    }
    return content.seen.clone();
  }

  /** Puts a file there, durably. */
  synchronized void place(Path file, byte[] bytes) {
    Content content = new Content();
    content.seen = bytes.clone();
    content.device = bytes.clone();
    seen.put(file, content);
    durable.put(file, content);
    folders.add(file.getParent());
  }

  synchronized List<Path> paths() {
    return seen.keySet().stream().sorted().toList();
  }

  /** What another process finds after this one ended: all that was seen; nothing got forced. */
  synchronized ForgetfulFiles afterEndOfProcess() {
    ForgetfulFiles next = new ForgetfulFiles(random);
    next.seen.putAll(seen);
    next.durable.putAll(durable);
    next.changes.addAll(changes);
    next.folders.addAll(folders);
    next.totalBytes = totalBytes;
    dead = true;
    return next;
  }

  /** What is there when the power is back. */
  synchronized ForgetfulFiles afterPowerCut() {
    ForgetfulFiles next = new ForgetfulFiles(random);
    for (Change change : changes) {
      if (random.nextBoolean()) {
        change.apply(durable);
      }
    }
    next.folders.addAll(folders);
    next.totalBytes = totalBytes;
    for (Map.Entry<Path, Content> entry : durable.entrySet()) {
      Content content = entry.getValue();
      content.settle(anySize(content), ignored -> random.nextBoolean());
      next.place(entry.getKey(), content.device);
    }
    dead = true;
    return next;
  }

  private int anySize(Content content) {
    int least = Math.min(content.device.length, content.seen.length);
    int most = Math.max(content.device.length, content.seen.length);
    return switch (random.nextInt(3)) {
      case 0 -> content.device.length;
      case 1 -> content.seen.length;
      default -> least + random.nextInt(most - least + 1);
    };
  }

  @Override
  public synchronized void makeFolder(Path folder) throws IOException {
    operate();
    folders.add(folder);
  }

  @Override
  public synchronized List<String> list(Path folder) throws IOException {
    operate();
    return seen.keySet().stream()
        .filter(path -> folder.equals(path.getParent()))
        .map(path -> path.getFileName().toString())
        .toList();
  }

  @Override
  public synchronized JournalFile create(Path file) throws IOException {
    change();
    Content content = new Content();
    seen.put(file, content);
    changes.add(names -> names.put(file, content));
    return new OpenFile(content);
  }

  @Override
  public synchronized JournalFile openForChange(Path file) throws IOException {
    change();
    return open(file);
  }

  @Override
  public synchronized JournalFile openForReading(Path file) throws IOException {
    operate();
    return open(file);
  }

  private OpenFile open(Path file) throws IOException {
    Content content = seen.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new OpenFile(content);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    change();
    if (renameFails) {
      throw new IOException("Input/output error");
    }
    Content content = seen.remove(from);
    if (content == null) {
      throw new NoSuchFileException(from.toString());
    }
    seen.put(to, content);
    changes.add(
        names -> {
          names.remove(from);
          names.put(to, content);
        });
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    change();
    seen.remove(file);
    changes.add(names -> names.remove(file));
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    operate();
    failForce();
    durable.clear();
    durable.putAll(seen);
    changes.clear();
  }

  @Override
  public synchronized long usableBytes(Path folder) throws IOException {
    operate();
    return Math.max(0, totalBytes - usedBytes());
  }

  @Override
  public synchronized long totalBytes(Path folder) {
    return totalBytes;
  }

  private void operate() throws IOException {
    if (dead || operationsLeft <= 0) {
      throw new IOException("there is no power");
    }
    operationsLeft--;
  }

  private void change() throws IOException {
    operate();
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }

  private void failForce() throws IOException {
    forces++;
    if (forcesToWork > 0) {
      forcesToWork--;
    } else if (forcesToFail > 0) {
      forcesToFail--;
      throw new IOException("Input/output error");
    }
  }

  private final class OpenFile implements JournalFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (ForgetfulFiles.this) {
        operate();
        if (position >= content.seen.length) {
          return -1;
        }
        int count = Math.min(target.remaining(), content.seen.length - (int) position);
        target.put(content.seen, (int) position, count);
        return count;
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      synchronized (ForgetfulFiles.this) {
        change();
        int count = source.remaining();
        if (shortWrites && count > 1) {
          count = 1 + random.nextInt(count);
        }
        long growth = position + count - content.seen.length;
        long room = totalBytes - usedBytes();
        if (growth > room) {
          count -= (int) (growth - room);
          if (count <= 0) {
            throw new IOException("No space left on device");
          }
        }
        int from = (int) position;
        if (from + count > content.seen.length) {
          content.resize(from + count);
        }
        source.get(content.seen, from, count);
        content.dirty.set(from / SECTOR, (from + count - 1) / SECTOR + 1);
        return count;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (ForgetfulFiles.this) {
        change();
        if (truncateFails) {
          throw new IOException("Input/output error");
        }
        if (size < content.seen.length) {
          content.resize((int) size);
        }
      }
    }

    @Override
    public void force() throws IOException {
      Runnable action;
      synchronized (ForgetfulFiles.this) {
        action = onForce;
      }
      action.run();
      synchronized (ForgetfulFiles.this) {
        change();
        try {
          failForce();
        } catch (IOException e) {
          content.settle(anySize(content), ignored -> random.nextBoolean());
          throw e;
        }
        content.settle(content.seen.length, ignored -> true);
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (ForgetfulFiles.this) {
        operate();
        return content.seen.length;
      }
    }

    @Override
    public void close() {}
  }
}
