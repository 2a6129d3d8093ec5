package io.hivecore.http;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares out memory for bodies, requests and streams among tenants, so that no tenant's flood is
 * another's problem. Never waits. Safe for use by many threads.
 *
 * <p>A tenant may hold a third of what would still be free (a dynamic threshold, as switches share
 * their buffers), so alone less than a quarter of all, and less the more others hold. A tenant's
 * only request may hold up to half of all. An eighth is kept out of both: from it every tenant gets
 * a thousandth, so that small requests get in while others flood. And whoever is alone on the
 * server may hold what one request needs.
 */
public final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Bounds bounds;
  private final Object lock = new Object();
  private final Map<TenantId, Share> shares = new HashMap<>();
  private final Share nobody = new Share(null);
  private long bytes;
  private int requests;
  private int streams;
  private long refusedTenant;
  private long refusedFull;

  Admission(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Lets a request in.
   *
   * @param tenant null for a caller without one, who is not limited here
   * @throws ProblemException 429 when the tenant has too many under way
   */
  public Ticket enter(@Nullable TenantId tenant) {
    synchronized (lock) {
      Share share = tenant == null ? nobody : shares.computeIfAbsent(tenant, Share::new);
      requireRoom(share);
      share.requests++;
      requests++;
      return new Ticket(share);
    }
  }

  /** What is under way now, and what was refused since the start. */
  HttpServer.Figures figures(int connections, int idle) {
    synchronized (lock) {
      return new HttpServer.Figures(
          connections, idle, requests, streams, bytes, refusedTenant, refusedFull);
    }
  }

  private void requireRoom(Share share) {
    if (share.tenant != null && share.requests >= bounds.requestsPerTenant()) {
      throw tooMany("Your requests under way are " + share.requests + ", the most there may be.");
    }
  }

  private void forgetIfIdle(Share share) {
    if (share.tenant != null && share.requests == 0 && share.streams == 0) {
      shares.remove(share.tenant);
    }
  }

  private ProblemException tooMany(String detail) {
    refusedTenant++;
    return Problem.tooMany(detail, RETRY_AFTER).asException();
  }

  private ProblemException full() {
    refusedFull++;
    return Problem.unavailable("Too many request bodies are being worked on.", RETRY_AFTER)
        .asException();
  }

  private static final class Share {
    private final @Nullable TenantId tenant;
    private int requests;
    private int streams;
    private long bytes;

    Share(@Nullable TenantId tenant) {
      this.tenant = tenant;
    }
  }

  /** One request's part. Belongs to the request's thread. */
  public final class Ticket implements AutoCloseable {
    private Share share;
    private long held;
    private boolean stream;

    private Ticket(Share share) {
      this.share = share;
    }

    /**
     * Takes room for bytes before they are read or made.
     *
     * @throws ProblemException 429 when the tenant holds its share, 503 when all is taken
     */
    public void add(long more) {
      synchronized (lock) {
        long all = bytes + more;
        long mine = share.bytes + more;
        boolean only = share.bytes == held;
        long budget = bounds.bytesInFlight();
        long common = budget - budget / 8;
        boolean fits =
            mine <= (common - all) / 3
                || (only && mine <= budget / 2 && all <= common)
                || (mine <= budget / 1_024 && all <= budget)
                || bytes == held;
        if (!fits) {
          throw !only && mine > common / 4
              ? tooMany("Your requests under way hold " + share.bytes + " bytes, your whole share.")
              : full();
        }
        bytes = all;
        share.bytes = mine;
        held += more;
      }
    }

    /** Gives back a part of what was taken. */
    public void release(long fewer) {
      synchronized (lock) {
        bytes -= fewer;
        share.bytes -= fewer;
        held -= fewer;
      }
    }

    /**
     * From here on the request, which is no stream, counts among a tenant's.
     *
     * @throws ProblemException 429 when the tenant has too many under way
     */
    void becomeOf(TenantId tenant) {
      synchronized (lock) {
        Share its = shares.computeIfAbsent(tenant, Share::new);
        requireRoom(its);
        its.requests++;
        its.bytes += held;
        share.requests--;
        share.bytes -= held;
        forgetIfIdle(share);
        share = its;
      }
    }

    /**
     * From here on the request counts as a stream.
     *
     * @throws ProblemException 429 when the tenant has too many streams
     */
    void becomeStream() {
      synchronized (lock) {
        if (stream) {
          return;
        }
        if (share.tenant != null && share.streams >= bounds.streamsPerTenant()) {
          throw tooMany("Your open streams are " + share.streams + ", the most there may be.");
        }
        stream = true;
        share.requests--;
        requests--;
        share.streams++;
        streams++;
      }
    }

    @Override
    public void close() {
      synchronized (lock) {
        bytes -= held;
        share.bytes -= held;
        held = 0;
        if (stream) {
          share.streams--;
          streams--;
        } else {
          share.requests--;
          requests--;
        }
        forgetIfIdle(share);
      }
    }
  }
}
