package io.hivecore.http;

import io.hivecore.tenancy.Caller;
import java.util.Optional;

/** Tells who presents a key. Answers from memory: it is asked for every request. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller that a key stands for.
   *
   * @param key as presented, unchecked
   * @return empty when the key is malformed, unknown or revoked
   */
  Optional<Caller> authenticate(String key);
}
