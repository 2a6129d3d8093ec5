package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identities of all entries above a certain sequence number, with the terminal status of
 * executions. Exact; 24 bytes a slot, at most three quarters of the slots in use. Belongs to the
 * journal's writer.
 *
 * <p>Implementation note: a slot is three longs, the id's two halves and a word of 2 bits status,
 * 26 bits space (one number for tenant and kind) and 36 bits sequence in steps of 4,096. The table
 * is cut into shards that grow and are swept one at a time, so that no append waits for the whole
 * of it. The hash is seeded: a sender who chooses ids cannot aim them at one place.
 */
final class RecentIdentities {
  /** What {@link #find} answers for an identity that is not here. */
  static final long ABSENT = 0;

  private static final int SHARDS = 64;
  private static final int STATUS_BITS = 2;
  private static final int SPACE_BITS = 26;
  private static final int SEQUENCE_SHIFT = 12;

  private final Map<TenantId, Map<RecordKind, Integer>> spaces = new HashMap<>();
  private final Shard[] shards = new Shard[SHARDS];
  private final long seed1;
  private final long seed2;
  private final long sweepStep;
  private int lastSpace;
  private long evictedUpTo;
  private int nextToSweep = SHARDS;

  /**
   * @param evictedUpTo entries up to this number are not going to be put
   * @param sweepStep how far that number has to rise for a sweep to be worth it
   */
  RecentIdentities(long evictedUpTo, long sweepStep) {
    SplittableRandom random = new SplittableRandom();
    this.seed1 = random.nextLong();
    this.seed2 = random.nextLong();
    this.evictedUpTo = evictedUpTo;
    this.sweepStep = sweepStep;
    Arrays.setAll(shards, ignored -> new Shard());
  }

  /** The number that stands for a tenant's records of one kind. */
  int space(TenantId tenant, RecordKind kind) {
    return spaces
        .computeIfAbsent(tenant, ignored -> new EnumMap<>(RecordKind.class))
        .computeIfAbsent(kind, ignored -> newSpace());
  }

  private int newSpace() {
    if (lastSpace + 1 >= 1 << SPACE_BITS) {
      throw new IllegalStateException("more than " + (1 << SPACE_BITS) + " tenants and kinds");
    }
    return ++lastSpace;
  }

  /** The word of an identity, or {@link #ABSENT}. */
  long find(int space, UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    long hash = hash(high, low, space);
    return shard(hash).find(high, low, space, hash);
  }

  /**
   * Remembers an identity.
   *
   * @param settled the terminal status that it has from this entry on
   * @return the word that it had before, or {@link #ABSENT}
   */
  long put(int space, UUID id, long sequence, @Nullable ExecutionStatus settled) {
    long word =
        (sequence >>> SEQUENCE_SHIFT) << (STATUS_BITS + SPACE_BITS)
            | (long) space << STATUS_BITS
            | Frame.code(settled);
    return put(space, id, word);
  }

  /** Takes back a {@link #put}; of several, the last one first. */
  void restore(int space, UUID id, long before) {
    if (before != ABSENT) {
      put(space, id, before);
      return;
    }
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    long hash = hash(high, low, space);
    shard(hash).remove(high, low, space, hash);
  }

  private long put(int space, UUID id, long word) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    long hash = hash(high, low, space);
    return shard(hash).put(high, low, space, hash, word);
  }

  static @Nullable ExecutionStatus settled(long word) {
    return Frame.status((int) word & 3);
  }

  /** An identity whose newest entry is at or below this number may be missing. */
  long evictedUpTo() {
    return evictedUpTo;
  }

  int size() {
    int size = 0;
    for (Shard shard : shards) {
      size += shard.size;
    }
    return size;
  }

  /** Begins to forget up to the given number when that is worth it and no sweep is under way. */
  void forgetUpTo(long sequence) {
    if (!isSweeping() && worthSweeping(sequence)) {
      evictedUpTo = sequence;
      nextToSweep = 0;
    }
  }

  boolean worthSweeping(long sequence) {
    return sequence - evictedUpTo >= sweepStep;
  }

  boolean isSweeping() {
    return nextToSweep < SHARDS;
  }

  /** Does one small part of the sweep. */
  void sweepOn() {
    if (isSweeping()) {
      shards[nextToSweep++].sweep(evictedUpTo);
    }
  }

  private Shard shard(long hash) {
    return shards[(int) (hash >>> 58)];
  }

  private long hash(long high, long low, int space) {
    long hash = (high ^ seed1) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32 ^ low ^ seed2) * 0xD6E8FEB86659FD93L;
    hash = (hash ^ hash >>> 32 ^ space) * 0xBF58476D1CE4E5B9L;
    return hash ^ hash >>> 31;
  }

  private static int spaceOf(long word) {
    return (int) (word >>> STATUS_BITS) & ((1 << SPACE_BITS) - 1);
  }

  private static long newestSequenceOf(long word) {
    long step = word >>> (STATUS_BITS + SPACE_BITS);
    return (step << SEQUENCE_SHIFT) + (1L << SEQUENCE_SHIFT) - 1;
  }

  /** An open-addressing table with linear probing; a word of 0 is an empty slot. */
  private final class Shard {
    private static final int WIDTH = 3;
    private static final int LEAST_CAPACITY = 16;

    private int capacity = LEAST_CAPACITY;
    private long[] slots = new long[WIDTH * LEAST_CAPACITY];
    private int size;

    long find(long high, long low, int space, long hash) {
      return slots[WIDTH * locate(high, low, space, hash) + 2];
    }

    long put(long high, long low, int space, long hash, long word) {
      int at = WIDTH * locate(high, low, space, hash);
      long before = slots[at + 2];
      if (before == 0 && (size + 1) * 4L > capacity * 3L) {
        rebuild(Math.addExact(capacity, capacity / 4), 0);
        at = WIDTH * locate(high, low, space, hash);
      }
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = word;
      if (before == 0) {
        size++;
      }
      return before;
    }

    void remove(long high, long low, int space, long hash) {
      int hole = locate(high, low, space, hash);
      if (slots[WIDTH * hole + 2] == 0) {
        return;
      }
      size--;
      for (int at = next(hole); slots[WIDTH * at + 2] != 0; at = next(at)) {
        int home = home(hashAt(at));
        boolean mayMove = hole <= at ? home <= hole || home > at : home <= hole && home > at;
        if (mayMove) {
          System.arraycopy(slots, WIDTH * at, slots, WIDTH * hole, WIDTH);
          hole = at;
        }
      }
      slots[WIDTH * hole + 2] = 0;
    }

    void sweep(long upTo) {
      int left = 0;
      for (int at = 0; at < capacity; at++) {
        long word = slots[WIDTH * at + 2];
        if (word != 0 && newestSequenceOf(word) > upTo) {
          left++;
        }
      }
      if (left < size) {
        rebuild(Math.max(LEAST_CAPACITY, left + left / 2 + 2), upTo);
      }
    }

    private void rebuild(int newCapacity, long dropUpTo) {
      long[] old = slots;
      slots = new long[WIDTH * newCapacity];
      capacity = newCapacity;
      size = 0;
      for (int at = 0; at < old.length; at += WIDTH) {
        long word = old[at + 2];
        if (word != 0 && newestSequenceOf(word) > dropUpTo) {
          int space = spaceOf(word);
          long hash = hash(old[at], old[at + 1], space);
          int to = WIDTH * locate(old[at], old[at + 1], space, hash);
          System.arraycopy(old, at, slots, to, WIDTH);
          size++;
        }
      }
    }

    /** The identity's slot, or the empty one where it would go. */
    private int locate(long high, long low, int space, long hash) {
      int at = home(hash);
      while (true) {
        long word = slots[WIDTH * at + 2];
        if (word == 0
            || (slots[WIDTH * at] == high
                && slots[WIDTH * at + 1] == low
                && spaceOf(word) == space)) {
          return at;
        }
        at = next(at);
      }
    }

    private long hashAt(int at) {
      return hash(slots[WIDTH * at], slots[WIDTH * at + 1], spaceOf(slots[WIDTH * at + 2]));
    }

    private int home(long hash) {
      return (int) (((hash & 0xFFFF_FFFFL) * capacity) >>> 32);
    }

    private int next(int at) {
      return at + 1 == capacity ? 0 : at + 1;
    }
  }
}
