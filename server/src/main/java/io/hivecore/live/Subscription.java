package io.hivecore.live;

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

  /** Why a stream ends. */
  enum Ending {
    CUT,
    REVOKED,
    STOPPED,
    /** Its reader has left already. */
    LEFT
  }

  private final LiveHub hub;
  private final TenantId tenant;
  private final StreamFilter filter;
  private final Optional<String> since;
  private final BooleanSupplier allowed;
  private final Positions.OfTenant positions;
  private final EventQueue queue;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final BeatClock beats;
  private volatile @Nullable EventWriter writer;
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
    this.queue = new EventQueue(hub.settings().queueEvents());
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
    EventWriter to = new EventWriter(out, hub.counters());
    writer = to;
    try {
      if (begin(to)) {
        follow(to);
      }
      if (ending.get() == Ending.CUT) {
        long last = to.writtenThrough();
        to.write(List.of(new RenderedEvent(last, false, hub.format().cut(positions.fresh(last)))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Tells that nobody reads any more. Any thread may; the place is free soon after. */
  public void readerLeft() {
    end(Ending.LEFT);
  }

  /** Gives its place free; the stream must not be used any more. */
  @Override
  public void close() {
    hub.leave(this);
  }

  private boolean begin(EventWriter to) throws InterruptedException {
    OptionalLong asked = since.isPresent() ? positions.open(since.get()) : OptionalLong.empty();
    if (asked.isEmpty() || asked.getAsLong() > hub.journal().durableSequence()) {
      position = hub.join(this, 0);
      return to.write(since.isPresent() ? List.of(connected(), unknown()) : List.of(connected()));
    }
    position = asked.getAsLong();
    long oldest = hub.journal().oldestSequence();
    if (position >= oldest - 1) {
      return to.write(List.of(connected())) && replay(to);
    }
    position = oldest - 1;
    return to.write(List.of(connected(), expired(position))) && replay(to);
  }

  private boolean replay(EventWriter to) throws InterruptedException {
    Audience audience = new Audience();
    while (hub.journal().durableSequence() - position > JOIN_DISTANCE) {
      if (!replayPiece(to, Long.MAX_VALUE, audience)) {
        return false;
      }
    }
    long joinedBehind = hub.join(this, position);
    while (position < joinedBehind) {
      if (!replayPiece(to, joinedBehind, audience)) {
        return false;
      }
    }
    return true;
  }

  private boolean replayPiece(EventWriter to, long last, Audience audience)
      throws InterruptedException {
    if (audience.isOver()) {
      return false;
    }
    Replay.Piece piece = hub.replay().read(position, last, hub.queueBytesOfOne(), audience);
    position = piece.position();
    List<RenderedEvent> events = new ArrayList<>(piece.events());
    if (beatDue) {
      beatDue = false;
      events.add(hub.heartbeat(positions, position));
    }
    return !audience.isOver() && to.write(events);
  }

  private final class Audience implements Replay.Audience {
    @Override
    public TenantId tenant() {
      return tenant;
    }

    @Override
    public Optional<RenderedEvent> event(JournaledEntry entry) {
      return hub.event(entry, positions).renderedFor(filter);
    }

    @Override
    public RenderedEvent gap(long through) {
      return expired(through);
    }

    @Override
    public boolean isOver() {
      return ending.get() != null;
    }
  }

  private void follow(EventWriter to) throws InterruptedException {
    List<RenderedEvent> events = queue.take();
    while (!events.isEmpty() && to.write(events)) {
      events = queue.take();
    }
  }

  private RenderedEvent connected() {
    byte[] bytes = hub.format().connected(positions.fresh(position), hub.settings().reconnect());
    return new RenderedEvent(position, false, bytes);
  }

  /** Tells that the reader's position is none. */
  private RenderedEvent unknown() {
    return gap(position, hub.journal().oldestSequence() - 1, GapReason.UNKNOWN);
  }

  /** Tells that entries up to a sequence number, which this reader has not had, are gone. */
  RenderedEvent expired(long through) {
    return gap(through, through, GapReason.EXPIRED);
  }

  private RenderedEvent gap(long through, long oldest, GapReason reason) {
    hub.counters().gaps.increment();
    byte[] bytes = hub.format().gap(positions.fresh(through), positions.fresh(oldest), reason);
    return new RenderedEvent(through, false, bytes);
  }

  /** Queues events; a reader for whom they are too many is cut off. Called by the hub. */
  void offer(List<RenderedEvent> events, long mostBytes) {
    if (!queue.add(events, mostBytes)) {
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
        case STOPPED, LEFT -> {}
      }
    }
    queue.close();
  }

  boolean isAllowed() {
    return allowed.getAsBoolean();
  }

  /** Breaks a write that is stuck: at once when so ordered, else after the time it may take. */
  void breakIfStuck(long nowNanos, long graceNanos) {
    EventWriter to = writer;
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
