package io.hivecore.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A reader at the other end of a subscription. Its connection breaks, in the middle of what is
 * written at once, after so many records.
 */
final class Reader extends OutputStream {
  /** One line of {@link LineFormat}. */
  record Line(String name, String id, String rest) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Line> lines = new ArrayList<>();
  private final int mostRecords;
  private boolean blocked;
  private int records;
  private volatile boolean over;

  Reader() {
    this(Integer.MAX_VALUE);
  }

  Reader(int mostRecords) {
    this.mostRecords = mostRecords;
  }

  /** Stops or begins to take what is written. */
  void block(boolean nowBlocked) {
    lock.lock();
    try {
      blocked = nowBlocked;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int octet) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (blocked) {
        changed.await();
      }
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      for (String line : text.split("\n", 0)) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("record") && ++records > mostRecords) {
          throw new IOException("the connection broke");
        }
        lines.add(new Line(words[0], words[1], words[2]));
      }
      changed.signalAll();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while it was written to", e);
    } finally {
      lock.unlock();
    }
  }

  /** Tells that the subscription is over. */
  void over() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOver() {
    return over;
  }

  List<Line> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  List<String> names() {
    return lines().stream().map(Line::name).toList();
  }

  /** The ids of the records that came, in order. */
  List<String> records() {
    return lines().stream().filter(line -> line.name().equals("record")).map(Line::rest).toList();
  }

  Optional<String> lastId() {
    List<Line> now = lines();
    return now.isEmpty() ? Optional.empty() : Optional.of(now.getLast().id());
  }

  /** Waits until what came satisfies a condition. */
  void await(Predicate<List<Line>> condition) {
    long until = System.nanoTime() + 20_000_000_000L;
    lock.lock();
    try {
      while (!condition.test(lines)) {
        if (changed.awaitNanos(until - System.nanoTime()) <= 0) {
          throw new AssertionError(
              "never came; of "
                  + lines.size()
                  + " lines the last are "
                  + lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  void awaitRecords(int count) {
    await(all -> all.stream().filter(line -> line.name().equals("record")).count() >= count);
  }
}
