package io.hivecore.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.identity.users.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {
  private static final Optional<EmailAddress> ADA =
      Optional.of(new EmailAddress("ada@example.com"));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T05:06:07Z"));
  private final LoginLimits limits = new LoginLimits(new LoginLimits.Bounds(5, 3), now::get);

  @Test
  void anAddressHasSoManyTriesAMinute() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.begin("192.0.2.1", email(i))).isEmpty();
    }
    pass(Duration.ofSeconds(20));
    assertThat(limits.begin("192.0.2.1", email(9))).contains(Duration.ofSeconds(40));
    assertThat(limits.begin("192.0.2.2", email(9))).isEmpty();
    pass(Duration.ofSeconds(40));
    assertThat(limits.begin("192.0.2.1", email(9))).isEmpty();
  }

  @Test
  void anAccountHasSoManyFromAnywhere() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.begin("192.0.2." + i, ADA)).isEmpty();
    }
    assertThat(limits.begin("192.0.2.9", ADA)).contains(Duration.ofMinutes(15));
    pass(Duration.ofMinutes(15));
    assertThat(limits.begin("192.0.2.9", ADA)).isEmpty();
  }

  @Test
  void successCountsNothing() {
    for (int i = 0; i < 20; i++) {
      assertThat(limits.begin("192.0.2.1", ADA)).isEmpty();
      limits.succeeded("192.0.2.1", ADA.orElseThrow());
    }
  }

  @Test
  void aCustomersIpv6AddressesAreOne() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.begin("2001:db8:0:1::" + i, email(i))).isEmpty();
    }
    assertThat(limits.begin("2001:db8:0:1:ffff::1", email(9))).isPresent();
    assertThat(limits.begin("2001:db8:0:2::1", email(9))).isEmpty();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    for (int i = 0; i < 3; i++) {
      limits.begin("192.0.2.1", ADA);
    }
    pass(Duration.ofDays(-1));
    assertThat(limits.begin("192.0.2.1", ADA)).isEmpty();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Optional<EmailAddress> email(int number) {
    return Optional.of(new EmailAddress("user" + number + "@example.com"));
  }
}
