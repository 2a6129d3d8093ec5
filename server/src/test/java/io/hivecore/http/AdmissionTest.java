package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long BUDGET = 1_000_000;

  private final Admission admission = new Admission(new Bounds(1_000_000_000, BUDGET, 10, 3, 2));

  @Test
  void aTenantThatFloodsGetsLessThanAQuarter() {
    long held = flood(tenant(1), 1_000);

    assertThat(held).isEqualTo(218_000);
  }

  @Test
  void floodsLeaveRoomForWhoComesAnew() {
    for (int tenant = 1; tenant <= 40; tenant++) {
      flood(tenant(tenant), 500);
      // A fresh tenant's small request always gets in.
      try (Admission.Ticket fresh = admission.enter(tenant(1_000))) {
        assertThat(tryAdd(fresh, 900)).isEqualTo(200);
      }
      assertThat(admission.figures(0, 0).bytesInFlight()).isLessThan(BUDGET);
    }
  }

  @Test
  void tellsWhoseFaultItIs() {
    flood(tenant(1), 1_000);
    assertThat(tryAdd(admission.enter(tenant(1)), 1_000)).isEqualTo(429);

    Admission.Ticket large = admission.enter(tenant(2));
    assertThat(tryAdd(large, 500_000)).isEqualTo(200);
    Admission.Ticket late = admission.enter(tenant(3));
    assertThat(tryAdd(late, 200_000)).isEqualTo(503);
    large.close();
    assertThat(tryAdd(late, 200_000)).isEqualTo(200);
    assertThat(admission.figures(7, 2))
        .isEqualTo(new HttpServer.Figures(7, 2, 4, 0, 418_000, 2, 1));
  }

  @Test
  void aRequestThatTurnsOutToBeATenantsTakesOfItsShare() {
    Admission.Ticket first = admission.enter(null);
    Admission.Ticket second = admission.enter(null);
    first.becomeOf(tenant(1));
    second.becomeOf(tenant(1));
    assertThat(tryAdd(first, 200_000)).isEqualTo(200);
    // Together they would hold more than a tenant's quarter, though nobody else holds anything.
    assertThat(tryAdd(second, 200_000)).isEqualTo(429);
    // Nobody's share is free of it.
    assertThat(tryAdd(admission.enter(null), 200_000)).isEqualTo(200);

    assertThat(status(() -> admission.enter(tenant(1)))).isEqualTo(200);
    assertThat(status(() -> admission.enter(null).becomeOf(tenant(1)))).isEqualTo(429);
    first.close();
    assertThat(tryAdd(second, 200_000)).isEqualTo(200);
    second.close();
    assertThat(admission.figures(0, 0).bytesInFlight()).isEqualTo(200_000);
  }

  private static int status(Runnable action) {
    try {
      action.run();
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  @Test
  void aSingleRequestAlwaysGetsThroughAlone() {
    Admission.Ticket ticket = admission.enter(tenant(1));

    assertThat(tryAdd(ticket, 700_000)).isEqualTo(200);
    assertThat(tryAdd(ticket, 700_000)).isEqualTo(200);
    assertThat(tryAdd(admission.enter(tenant(2)), 1)).isEqualTo(503);
    ticket.close();
    assertThat(tryAdd(admission.enter(tenant(2)), 1)).isEqualTo(200);
  }

  @Test
  void aTenantsOnlyRequestMayHoldHalf() {
    assertThat(tryAdd(admission.enter(tenant(1)), 100_000)).isEqualTo(200);

    Admission.Ticket large = admission.enter(tenant(2));
    assertThat(tryAdd(large, 500_001)).isEqualTo(503);
    assertThat(tryAdd(large, 500_000)).isEqualTo(200);
    // Its second one does not.
    assertThat(tryAdd(admission.enter(tenant(2)), 1_000)).isEqualTo(429);
    // An eighth stays free of large ones.
    assertThat(tryAdd(admission.enter(tenant(3)), 300_000)).isEqualTo(503);
    assertThat(tryAdd(admission.enter(tenant(4)), 100_000)).isEqualTo(200);
  }

  @Test
  void theDefaultBudgetFollowsTheHeap() {
    long mebibyte = 1 << 20;
    assertThat(Bounds.bytesInFlight(256 * mebibyte)).isEqualTo(128 * mebibyte);
    assertThat(Bounds.bytesInFlight(768 * mebibyte)).isEqualTo(256 * mebibyte);
    assertThat(Bounds.bytesInFlight(2_048 * mebibyte)).isEqualTo(512 * mebibyte);
    assertThat(Bounds.bytesInFlight(64_000 * mebibyte)).isEqualTo(1_024 * mebibyte);
  }

  @Test
  void countsRequestsAndStreamsOfATenant() {
    List<Admission.Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tickets.add(admission.enter(tenant(1)));
    }
    assertThat(tryEnter(tenant(1))).isEqualTo(429);
    assertThat(tryEnter(tenant(2))).isEqualTo(200);

    tickets.get(0).becomeStream();
    tickets.get(0).becomeStream();
    tickets.get(1).becomeStream();
    assertThat(tryStream(tickets.get(2))).isEqualTo(429);
    assertThat(admission.figures(0, 0)).isEqualTo(new HttpServer.Figures(0, 0, 1, 2, 0, 2, 0));
    assertThat(tryEnter(tenant(1))).isEqualTo(200);
    tickets.forEach(Admission.Ticket::close);
    assertThat(admission.figures(0, 0)).isEqualTo(new HttpServer.Figures(0, 0, 0, 0, 0, 2, 0));
  }

  @Test
  void callersWithoutATenantAreNotLimitedInNumber() {
    for (int i = 0; i < 10; i++) {
      assertThat(admission.enter(null)).isNotNull();
    }
    assertThat(admission.figures(0, 0).requests()).isEqualTo(10);
  }

  @Property(tries = 300)
  void neverExceedsTheBudgetAndGivesAllBack(@ForAll long seed) {
    Random random = new Random(seed);
    Admission shared = new Admission(new Bounds(1_000_000_000, BUDGET, 10, 1_000, 1_000));
    List<Admission.Ticket> open = new ArrayList<>();
    Map<Admission.Ticket, Long> held = new HashMap<>();
    for (int step = 0; step < 200; step++) {
      int action = random.nextInt(4);
      if (action == 0 || open.isEmpty()) {
        open.add(shared.enter(tenant(random.nextInt(6))));
        continue;
      }
      Admission.Ticket chosen = open.get(random.nextInt(open.size()));
      if (action == 3) {
        chosen.close();
        open.remove(chosen);
        held.remove(chosen);
        continue;
      }
      long more = random.nextInt((int) BUDGET / 3);
      if (tryAdd(chosen, more) == 200) {
        held.merge(chosen, more, Long::sum);
      }
      long all = held.values().stream().mapToLong(Long::longValue).sum();
      assertThat(shared.figures(0, 0).bytesInFlight()).isEqualTo(all);
      assertThat(all <= BUDGET || held.size() == 1).isTrue();
    }
    open.forEach(Admission.Ticket::close);
    assertThat(shared.figures(0, 0).bytesInFlight()).isZero();
    assertThat(shared.figures(0, 0).requests()).isZero();
  }

  /** Takes all that the tenant gets, with two requests: with one it would be its only one. */
  private long flood(TenantId tenant, long each) {
    assertThat(tryAdd(admission.enter(tenant), each)).isEqualTo(200);
    long held = each;
    Admission.Ticket second = admission.enter(tenant);
    while (tryAdd(second, each) == 200) {
      held += each;
    }
    return held;
  }

  private static int tryAdd(Admission.Ticket ticket, long bytes) {
    try {
      ticket.add(bytes);
      return 200;
    } catch (ProblemException e) {
      assertThat(e.problem().retryAfter()).isNotNull();
      return e.problem().status();
    }
  }

  private int tryEnter(TenantId tenant) {
    try (Admission.Ticket ticket = admission.enter(tenant)) {
      assertThat(ticket).isNotNull();
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  private static int tryStream(Admission.Ticket ticket) {
    try {
      ticket.becomeStream();
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  private static TenantId tenant(int number) {
    return new TenantId(new UUID(7, number));
  }
}
