package io.hivecore.identity.users;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Hashes and checks passwords by Argon2id (RFC 9106) with the parameters of OWASP's cheat sheet: 19
 * MiB, two passes, one lane. One hash costs 50 to 60 ms of a core and 19 MiB of garbage (measured
 * when warm), so it is done on few platform threads with a short queue: a virtual thread would hold
 * its carrier for as long, and ingest waits behind nobody who tries passwords. Safe for use by many
 * threads.
 */
public final class Passwords implements AutoCloseable {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int MOST_WAITING = 32;

  /** Costs as much to compare with as a real one: for addresses nobody has. */
  private static final PasswordHash NOBODYS =
      new PasswordHash(
          "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
              .formatted(MEMORY_KIB, PASSES, LANES, "A".repeat(22), "A".repeat(43)));

  private final Argon2Function function =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor threads;

  public Passwords() {
    int width = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("passwords-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * What is to be kept of a password.
   *
   * @param sibling of the same address in another tenant, whose salt is taken; else a random one is
   * @throws PasswordsBusyException when too many others wait
   */
  public PasswordHash hash(PasswordText password, Optional<PasswordHash> sibling) {
    byte[] salt =
        sibling
            .map(PasswordHash::salt)
            .orElseGet(
                () -> {
                  byte[] fresh = new byte[SALT_BYTES];
                  random.nextBytes(fresh);
                  return fresh;
                });
    return run(() -> new PasswordHash(function.hash(password.bytes(), salt).getResult()));
  }

  /**
   * Which of the hashes that an address has in several tenants are of this password. The hashes of
   * one address share their salt, so it takes as long for many tenants as for one, and for an
   * address that nobody has.
   *
   * @throws PasswordsBusyException when too many others wait
   */
  public Set<PasswordHash> fitting(PasswordText password, Collection<PasswordHash> kept) {
    Map<String, List<PasswordHash>> bySalt =
        kept.stream().collect(Collectors.groupingBy(PasswordHash::parametersAndSalt));
    if (bySalt.isEmpty()) {
      run(() -> computed(password, NOBODYS));
      return Set.of();
    }
    Set<PasswordHash> fitting = new HashSet<>();
    for (List<PasswordHash> same : bySalt.values()) {
      PasswordHash computed = run(() -> computed(password, same.getFirst()));
      same.stream().filter(computed::sameAs).forEach(fitting::add);
    }
    return fitting;
  }

  /** The hash of a password with the parameters and the salt of another. */
  private static PasswordHash computed(PasswordText password, PasswordHash like) {
    return new PasswordHash(
        Argon2Function.getInstanceFromHash(like.encoded())
            .hash(password.bytes(), like.salt())
            .getResult());
  }

  private <T> T run(Callable<T> work) {
    Future<T> outcome;
    try {
      outcome = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new PasswordsBusyException(e);
    }
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      outcome.cancel(false);
      Thread.currentThread().interrupt();
      throw new PasswordsBusyException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }

  /** Lets what has begun end. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
