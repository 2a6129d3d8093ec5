package io.hivecore.metering;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was computed lately, within fixed memory. Safe for use by many threads, without
 * locks on a hit.
 *
 * <p>Implementation note: two generations. New entries go to the young one; when it is full it
 * becomes the old one, and what was old is forgotten. A hit in the old one moves the entry over, so
 * that what is in use stays while a flood of new keys passes through.
 *
 * @param <K> key, a value type
 * @param <V> what is remembered, never null
 */
final class RecentCache<K, V> {
  private final int capacity;
  private final Function<K, V> compute;
  private volatile Generations<K, V> generations = new Generations<>(null);

  /**
   * @param capacity entries of a generation; twice as many are held at most, and one more for each
   *     thread that adds at the same moment
   */
  RecentCache(int capacity, Function<K, V> compute) {
    this.capacity = capacity;
    this.compute = compute;
  }

  V get(K key) {
    Generations<K, V> now = generations;
    V known = now.young.get(key);
    return known != null ? known : add(now, key);
  }

  /** Entries held. */
  int size() {
    Generations<K, V> now = generations;
    return now.young.size() + (now.old == null ? 0 : now.old.size());
  }

  private V add(Generations<K, V> now, K key) {
    V old = now.old == null ? null : now.old.get(key);
    V value = old != null ? old : compute.apply(key);
    if (now.young.mappingCount() >= capacity) {
      now = next(now);
    }
    now.young.put(key, value);
    return value;
  }

  private synchronized Generations<K, V> next(Generations<K, V> full) {
    if (generations == full) {
      generations = new Generations<>(full.young);
    }
    return generations;
  }

  private static final class Generations<K, V> {
    private final ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
    private final @Nullable ConcurrentHashMap<K, V> old;

    Generations(@Nullable ConcurrentHashMap<K, V> old) {
      this.old = old;
    }
  }
}
