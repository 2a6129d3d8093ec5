package io.hivecore.http;

import io.hivecore.tenancy.Caller;
import java.util.Optional;

/** Tells who presents a credential. Answers from memory: it is asked for every request. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller that a key or an access token stands for.
   *
   * @param credential as presented, unchecked; a key begins with {@code hc_}
   * @return empty when it is malformed, unknown, revoked or run out
   */
  Optional<Caller> authenticate(String credential);
}
