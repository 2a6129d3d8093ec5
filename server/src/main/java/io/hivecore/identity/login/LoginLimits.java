package io.hivecore.identity.login;

import io.hivecore.identity.KeyHash;
import io.hivecore.identity.users.EmailAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How often passwords may be tried, from one network address and for one account, whether the
 * account exists or not. Counted before the password is looked at, so that many tries at once count
 * as many. In memory: a restart forgets, which an attacker cannot bring about. Safe for use by many
 * threads.
 */
public final class LoginLimits {
  private final Attempts byAddress;
  private final Attempts byAccount;

  /**
   * Bounds on failed tries.
   *
   * @param perAddress within a minute
   * @param perAccount within a quarter of an hour
   */
  public record Bounds(int perAddress, int perAccount) {
    public static final Bounds DEFAULT = new Bounds(30, 10);
  }

  public LoginLimits(Bounds bounds, InstantSource clock) {
    this.byAddress = new Attempts(bounds.perAddress(), Duration.ofMinutes(1), clock);
    this.byAccount = new Attempts(bounds.perAccount(), Duration.ofMinutes(15), clock);
  }

  /**
   * Counts one try.
   *
   * @param email empty when what was typed is no address
   * @return how long to wait, when this one is too many
   */
  Optional<Duration> begin(String address, Optional<EmailAddress> email) {
    Optional<Duration> wait = byAddress.count(network(address));
    return wait.isPresent() ? wait : email.flatMap(known -> byAccount.count(key(known)));
  }

  /** The try that was counted has succeeded: the account starts anew, the address has it back. */
  void succeeded(String address, EmailAddress email) {
    byAddress.giveBack(network(address));
    byAccount.forget(key(email));
  }

  private static KeyHash key(EmailAddress email) {
    return KeyHash.of(email.text());
  }

  /** One party: an IPv4 address, or the 64 leading bits that one customer has of IPv6. */
  private static KeyHash network(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      if (literal instanceof Inet6Address) {
        return KeyHash.of(HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), 8)));
      }
    } catch (IllegalArgumentException e) {
      // No literal: it stands for itself.
    }
    return KeyHash.of(address);
  }
}
