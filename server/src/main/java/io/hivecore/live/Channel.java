package io.hivecore.live;

import io.hivecore.journal.JournaledEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subscribers of one tenant. Guarded by the hub's lock. */
final class Channel {
  private final Map<Subscription, Member> members = new LinkedHashMap<>();
  private final List<LiveEvent> collected = new ArrayList<>();
  private int joined;

  /**
   * A subscriber's part in the live tail.
   *
   * @param joined whether it is offered entries; before, it replays
   * @param behind it is offered only what lies behind this sequence
   */
  record Member(boolean joined, long behind) {}

  void add(Subscription subscription) {
    members.put(subscription, new Member(false, 0));
  }

  /** False when the subscriber has left already. */
  boolean join(Subscription subscription, long behind) {
    boolean here = members.replace(subscription, new Member(true, behind)) != null;
    joined += here ? 1 : 0;
    return here;
  }

  Optional<Member> remove(Subscription subscription) {
    Member member = members.remove(subscription);
    joined -= member != null && member.joined() ? 1 : 0;
    return Optional.ofNullable(member);
  }

  int size() {
    return members.size();
  }

  void addAllTo(List<Subscription> all) {
    all.addAll(members.keySet());
  }

  /** Takes an entry for the next {@link #deliver}. */
  void collect(JournaledEntry entry, LiveHub hub) {
    if (joined > 0) {
      Positions.OfTenant positions = members.keySet().iterator().next().positions();
      collected.add(hub.event(entry, positions));
    }
  }

  /** Offers what was collected; says to how many subscribers any of it went. */
  int deliver(long mostBytes) {
    if (collected.isEmpty()) {
      return 0;
    }
    int offered = 0;
    for (Map.Entry<Subscription, Member> entry : members.entrySet()) {
      Subscription subscription = entry.getKey();
      Member member = entry.getValue();
      if (!member.joined()) {
        continue;
      }
      List<RenderedEvent> events = new ArrayList<>(collected.size());
      for (LiveEvent event : collected) {
        if (event.sequence() > member.behind()) {
          event.renderedFor(subscription.filter()).ifPresent(events::add);
        }
      }
      if (!events.isEmpty()) {
        subscription.offer(events, mostBytes);
        offered++;
      }
    }
    collected.clear();
    return offered;
  }

  /** Tells those who take part that entries up to a sequence number are gone. */
  void missed(long through, long mostBytes) {
    members.forEach(
        (subscription, member) -> {
          if (member.joined() && through > member.behind()) {
            subscription.offer(List.of(subscription.expired(through)), mostBytes);
          }
        });
  }

  void beat(long nowNanos, long handedOut, long mostBytes) {
    members.forEach(
        (subscription, member) ->
            subscription.beat(
                nowNanos, member.joined(), Math.max(handedOut, member.behind()), mostBytes));
  }
}
