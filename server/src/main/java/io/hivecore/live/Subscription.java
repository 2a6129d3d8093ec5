package io.hivecore.live;

import io.hivecore.journal.Journal;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.tenancy.TenantId;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of its tenant's live stream. Run once, on a virtual thread of the reader's own.
 *
 * <p>How replay and live tail meet: while it replays, it pulls from the journal at its own pace and
 * nobody queues for it. Near the journal's end it joins: from then on the hub queues for it what
 * lies behind the hub's position at that moment, or behind what it has read itself when that is
 * further. What lies between the two it still reads from the journal, before it turns to the queue.
 * So every entry comes exactly once, in order.
 */
public final class Subscription implements AutoCloseable {
  /** Near enough to the journal's end to join: well within what a queue holds. */
  private static final long JOIN_DISTANCE = 256;

  private static final int CHUNK_ENTRIES = 1_024;
  private static final long CHUNK_BYTES = 1024 * 1024;

  /** Why the server ends a stream. */
  enum Ending {
    CUT,
    REVOKED,
    STOPPED
  }

  private final LiveHub hub;
  private final TenantId tenant;
  private final StreamFilter filter;
  private final Optional<String> since;
  private final BooleanSupplier allowed;
  private final Positions.OfTenant positions;
  private final FrameQueue queue;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final BeatClock beats;
  private volatile @Nullable FrameWriter writer;
  private volatile boolean beatDue;

  /** What lies up to there was or will be read from the journal. Belongs to the running thread. */
  private long position;

  Subscription(
      LiveHub hub,
      TenantId tenant,
      StreamFilter filter,
      Optional<String> since,
      BooleanSupplier allowed) {
    this.hub = hub;
    this.tenant = tenant;
    this.filter = filter;
    this.since = since;
    this.allowed = allowed;
    this.positions = hub.positions().of(tenant);
    this.queue = new FrameQueue(hub.settings().queueEvents());
    this.beats = new BeatClock(hub.settings().heartbeat());
  }

  TenantId tenant() {
    return tenant;
  }

  StreamFilter filter() {
    return filter;
  }

  Positions.OfTenant positions() {
    return positions;
  }

  /** Writes events until the reader leaves or the server ends the stream. */
  public void run(OutputStream out) {
    FrameWriter to = new FrameWriter(out, hub.counters());
    writer = to;
    try {
      if (begin(to)) {
        follow(to);
      }
      if (ending.get() == Ending.CUT) {
        long last = to.writtenThrough();
        to.write(List.of(new Frame(last, false, hub.format().cut(positions.fresh(last)))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Gives its place free; the stream must not be used any more. */
  @Override
  public void close() {
    hub.leave(this);
  }

  private boolean begin(FrameWriter to) throws InterruptedException {
    OptionalLong asked = since.isPresent() ? positions.open(since.get()) : OptionalLong.empty();
    if (asked.isEmpty() || asked.getAsLong() > hub.journal().durableSequence()) {
      position = hub.join(this, 0);
      return to.write(
          since.isPresent() ? List.of(connected(), gap(GapReason.UNKNOWN)) : List.of(connected()));
    }
    position = asked.getAsLong();
    long oldest = hub.journal().oldestSequence();
    if (position >= oldest - 1) {
      return to.write(List.of(connected())) && replay(to);
    }
    position = oldest - 1;
    return to.write(List.of(connected(), gap(GapReason.EXPIRED))) && replay(to);
  }

  private boolean replay(FrameWriter to) throws InterruptedException {
    try (Journal.Reader reader = hub.journal().read(position)) {
      while (hub.journal().durableSequence() - position > JOIN_DISTANCE) {
        if (!replayChunk(reader, to, Long.MAX_VALUE)) {
          return false;
        }
      }
      long joinedBehind = hub.join(this, position);
      while (position < joinedBehind) {
        if (!replayChunk(reader, to, joinedBehind)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Reads a piece of the journal and writes what is wanted of it, up to a sequence number. */
  private boolean replayChunk(Journal.Reader reader, FrameWriter to, long last)
      throws InterruptedException {
    List<Frame> frames = new ArrayList<>();
    hub.replays().acquire();
    try {
      List<JournaledEntry> entries = reader.next(CHUNK_ENTRIES, CHUNK_BYTES);
      if (entries.isEmpty()) {
        throw new IllegalStateException("the journal ends at " + position + ", before its end");
      }
      for (JournaledEntry entry : entries) {
        if (entry.sequence() > last) {
          break;
        }
        if (entry.sequence() > position + 1) {
          position = entry.sequence() - 1;
          frames.add(gap(GapReason.EXPIRED));
        }
        position = entry.sequence();
        if (entry.tenant().equals(tenant)) {
          hub.event(entry, positions).frameFor(filter).ifPresent(frames::add);
        }
      }
    } finally {
      hub.replays().release();
    }
    if (beatDue) {
      beatDue = false;
      frames.add(hub.heartbeat(positions, position));
    }
    return ending.get() == null && to.write(frames);
  }

  private void follow(FrameWriter to) throws InterruptedException {
    List<Frame> frames = queue.take();
    while (!frames.isEmpty() && to.write(frames)) {
      frames = queue.take();
    }
  }

  private Frame connected() {
    byte[] bytes = hub.format().connected(positions.fresh(position), hub.settings().reconnect());
    return new Frame(position, false, bytes);
  }

  private Frame gap(GapReason reason) {
    long oldest = reason == GapReason.EXPIRED ? position : hub.journal().oldestSequence() - 1;
    hub.counters().gaps.increment();
    return new Frame(
        position,
        false,
        hub.format().gap(positions.fresh(position), positions.fresh(oldest), reason));
  }

  /** Queues frames; a reader for whom they are too many is cut off. Called by the hub. */
  void offer(List<Frame> frames, long mostBytes) {
    if (!queue.add(frames, mostBytes)) {
      end(Ending.CUT);
    }
  }

  /** Queues a heartbeat when one is due. Called by the hub, which knows what was queued already. */
  void beat(long nowNanos, boolean joined, long handedOut, long mostBytes) {
    if (!beats.isDue(nowNanos)) {
      return;
    }
    if (joined) {
      offer(List.of(hub.heartbeat(positions, handedOut)), mostBytes);
    } else {
      beatDue = true;
    }
  }

  /** Ends the stream as soon as its thread can; only the first reason counts. */
  void end(Ending why) {
    if (ending.compareAndSet(null, why)) {
      switch (why) {
        case CUT -> hub.counters().cutOff.increment();
        case REVOKED -> hub.counters().revoked.increment();
        case STOPPED -> {}
      }
    }
    queue.close();
  }

  boolean isAllowed() {
    return allowed.getAsBoolean();
  }

  /** Breaks a write that is stuck: at once when so ordered, else after the time it may take. */
  void breakIfStuck(long nowNanos, long graceNanos) {
    FrameWriter to = writer;
    if (to == null) {
      return;
    }
    if (ending.get() == null
        && to.isStuckSince(nowNanos - hub.settings().writeTimeout().toNanos())) {
      end(Ending.CUT);
      to.breakIfStuckSince(nowNanos);
    } else if (ending.get() != null) {
      to.breakIfStuckSince(nowNanos - graceNanos);
    }
  }
}
