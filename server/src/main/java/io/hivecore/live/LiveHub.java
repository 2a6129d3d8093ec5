package io.hivecore.live;

import io.hivecore.journal.Journal;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.crypto.SecretKey;

/**
 * Hands durable entries to the subscribers of their tenant. Knows who listens and up to where the
 * entries are handed out; {@link Tail} brings the entries and {@link Watch} looks after the
 * readers. Safe for use by many threads. Close it before the journal and before the HTTP server.
 */
public final class LiveHub implements AutoCloseable {
  private final Journal journal;
  private final Positions positions;
  private final LiveSettings settings;
  private final InstantSource clock;
  private final EventFormat format;
  private final LiveCounters counters = new LiveCounters();
  private final Replay replay;
  private final Tail tail;
  private final Watch watch;

  /** Guards everything below. Fair: who joins must not wait for the tail's pauses. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition changed = lock.newCondition();
  private final Map<TenantId, Channel> channels = new HashMap<>();
  private int subscribers;
  private int joined;
  private boolean idle = true;
  private boolean closed;

  /** Entries up to there were handed out, or came before anybody listened. */
  private long handedOut;

  private LiveHub(
      Journal journal,
      SecretKey key,
      LiveSettings settings,
      InstantSource clock,
      EventFormat format) {
    this.journal = journal;
    this.positions = new Positions(key);
    this.settings = settings;
    this.clock = clock;
    this.format = format;
    this.replay = new Replay(journal, settings.replaysAtOnce());
    this.tail = new Tail(this, journal);
    this.watch = new Watch(this, settings);
  }

  /**
   * Starts to serve subscribers.
   *
   * @param key of this server, at least 16 bytes; with another one, readers cannot resume
   * @param clock for the time in heartbeats
   */
  public static LiveHub start(
      Journal journal,
      SecretKey key,
      LiveSettings settings,
      InstantSource clock,
      EventFormat format) {
    LiveHub hub = new LiveHub(journal, key, settings, clock, format);
    hub.tail.start();
    hub.watch.start();
    return hub;
  }

  /**
   * Asks for a place.
   *
   * @param since the position behind which to begin, as an event's id gave it; empty for now
   * @param allowed whether the reader may still listen; asked about once a second
   */
  public SubscribeAnswer subscribe(
      TenantId tenant, StreamFilter filter, Optional<String> since, BooleanSupplier allowed) {
    lock.lock();
    try {
      Channel channel = channels.get(tenant);
      if (closed) {
        return refused(SubscribeAnswer.Reason.STOPPING);
      }
      if (channel != null && channel.size() >= settings.subscribersPerTenant()) {
        return refused(SubscribeAnswer.Reason.TENANT_FULL);
      }
      if (subscribers >= settings.subscribersInAll()) {
        return refused(SubscribeAnswer.Reason.SERVER_FULL);
      }
      Subscription subscription = new Subscription(this, tenant, filter, since, allowed);
      channels.computeIfAbsent(tenant, ignored -> new Channel()).add(subscription);
      subscribers++;
      return new SubscribeAnswer.Admitted(subscription);
    } finally {
      lock.unlock();
    }
  }

  private SubscribeAnswer refused(SubscribeAnswer.Reason reason) {
    counters.refused.increment();
    return new SubscribeAnswer.Refused(reason, settings.reconnect());
  }

  public LiveStatus status() {
    lock.lock();
    try {
      return new LiveStatus(
          subscribers,
          subscribers - joined,
          idle ? 0 : Math.max(0, journal.durableSequence() - handedOut),
          counters.eventsSent.sum(),
          counters.cutOff.sum(),
          counters.revoked.sum(),
          counters.refused.sum(),
          counters.gaps.sum(),
          counters.unreadable.sum());
    } finally {
      lock.unlock();
    }
  }

  /** Ends all streams at once, also those whose readers do not read, and lets nobody more in. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    subscriptions().forEach(subscription -> subscription.end(Subscription.Ending.STOPPED));
    if (!awaitNoSubscribers(Duration.ofMillis(200))) {
      long now = System.nanoTime();
      subscriptions().forEach(subscription -> subscription.breakIfStuck(now, 0));
      awaitNoSubscribers(Duration.ofSeconds(1));
    }
    watch.close();
    tail.close();
    replay.close();
  }

  private boolean awaitNoSubscribers(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (subscribers > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return subscribers == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a subscription take part: it will be offered what lies behind the returned number.
   *
   * @param read up to where it has read the journal itself
   */
  long join(Subscription subscription, long read) {
    lock.lock();
    try {
      if (idle) {
        // Nobody listened, so nothing was read: begin at the end.
        idle = false;
        handedOut = journal.durableSequence();
        changed.signalAll();
      }
      long behind = Math.max(read, handedOut);
      Channel channel = channels.get(subscription.tenant());
      if (channel != null && channel.join(subscription, behind)) {
        joined++;
      }
      return behind;
    } finally {
      lock.unlock();
    }
  }

  void leave(Subscription subscription) {
    lock.lock();
    try {
      Channel channel = channels.get(subscription.tenant());
      if (channel == null) {
        return;
      }
      Optional<Channel.Member> left = channel.remove(subscription);
      if (left.isEmpty()) {
        return;
      }
      subscribers--;
      if (left.get().joined()) {
        joined--;
      }
      if (channel.size() == 0) {
        channels.remove(subscription.tenant());
      }
      changed.signalAll();
      watch.departed(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  /** Tells all who listen that entries up to a sequence number are gone before they had them. */
  void missed(long through) {
    lock.lock();
    try {
      long mostBytes = settings.queueBytesOfOne(subscribers);
      for (Channel channel : channels.values()) {
        channel.missed(through, mostBytes);
      }
      handedOut = through;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Offers entries to whom they concern.
   *
   * @param entries in journal order, the next ones behind those handed out before
   * @return how many subscribers were offered something
   */
  int deliver(List<JournaledEntry> entries) {
    lock.lock();
    try {
      for (JournaledEntry entry : entries) {
        Channel channel = channels.get(entry.tenant());
        if (channel != null) {
          channel.collect(entry, this);
        }
      }
      handedOut = entries.getLast().sequence();
      int offered = 0;
      long mostBytes = settings.queueBytesOfOne(subscribers);
      for (Channel channel : channels.values()) {
        offered += channel.deliver(mostBytes);
      }
      return offered;
    } finally {
      lock.unlock();
    }
  }

  /** Queues heartbeats that are due. */
  void beat(long nowNanos) {
    lock.lock();
    try {
      long mostBytes = settings.queueBytesOfOne(subscribers);
      for (Channel channel : channels.values()) {
        channel.beat(nowNanos, handedOut, mostBytes);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until somebody listens; the number behind which to read, or -1 when it is over. */
  long awaitListeners() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (idle && !closed) {
        changed.await();
      }
      return closed ? -1 : handedOut;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody still listens; when not, the next to join begins at the journal's end. */
  boolean hasListeners() {
    lock.lock();
    try {
      idle |= joined == 0;
      return !idle && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits; false when the hub was closed meanwhile. */
  boolean pause(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = duration.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  List<Subscription> subscriptions() {
    lock.lock();
    try {
      List<Subscription> all = new ArrayList<>(subscribers);
      channels.values().forEach(channel -> channel.addAllTo(all));
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** What may wait for each subscriber, as many as there are now. */
  long queueBytesOfOne() {
    lock.lock();
    try {
      return settings.queueBytesOfOne(subscribers);
    } finally {
      lock.unlock();
    }
  }

  LiveEvent event(JournaledEntry entry, Positions.OfTenant of) {
    return new LiveEvent(entry, of, format, counters);
  }

  RenderedEvent heartbeat(Positions.OfTenant of, long sequence) {
    return new RenderedEvent(
        sequence, false, format.heartbeat(of.fresh(sequence), clock.instant()));
  }

  Journal journal() {
    return journal;
  }

  Positions positions() {
    return positions;
  }

  LiveSettings settings() {
    return settings;
  }

  EventFormat format() {
    return format;
  }

  LiveCounters counters() {
    return counters;
  }

  Replay replay() {
    return replay;
  }
}
