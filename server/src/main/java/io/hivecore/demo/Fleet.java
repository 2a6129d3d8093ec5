package io.hivecore.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/**
 * The script of the demo: which record comes when. Runs of agents overlap, call models, fail, are
 * tried again, and some take long. The same seed gives the same fleet. Belongs to one thread.
 */
final class Fleet {
  private static final List<String> FAILURES =
      List.of(
          "RateLimitError: the model provider answered 429 three times",
          "TimeoutError: no answer within 120 s",
          "ToolError: search_orders returned 502",
          "ValidationError: the reply was not the JSON that was asked for");

  private final Random random;
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingLong(Step::order));
  private long order;

  Fleet(Instant start, long seed) {
    random = new Random(seed);
    for (FleetAgent agent : FleetAgent.ALL) {
      schedule(start.plus(between(0, 90)), begin(agent, 1));
    }
  }

  /** When the next record is due. */
  Instant nextAt() {
    return steps.element().at();
  }

  /** The records that are due next; never empty. */
  List<FleetRecord> next() {
    List<FleetRecord> records = List.of();
    while (records.isEmpty()) {
      Step step = steps.remove();
      records = step.action().play(step.at());
    }
    return records;
  }

  private Action begin(FleetAgent agent, int attempt) {
    return at -> {
      // One run in twenty takes ten times as long.
      int calls = Math.max(1, (int) (agent.calls() * (0.5 + random.nextDouble())));
      int pace = random.nextInt(20) == 0 ? 10 : 1;
      boolean fails = random.nextDouble() < agent.failureShare();
      Run run =
          new Run(
              agent,
              new UUID(random.nextLong(), random.nextLong()).toString(),
              at,
              attempt,
              pace,
              fails);
      schedule(at.plus(between(1, 4)), call(run, 1, calls));
      return run.started();
    };
  }

  private Action call(Run run, int number, int calls) {
    return at -> {
      List<FleetRecord> records = new ArrayList<>(run.called(at, random));
      if (number < calls) {
        schedule(at.plus(between(1, 6).multipliedBy(run.pace())), call(run, number + 1, calls));
      } else {
        schedule(at.plus(between(1, 3)), end(run));
      }
      return records;
    };
  }

  private Action end(Run run) {
    return at -> {
      boolean again = run.fails() && run.attempt() < 3;
      Duration pause = again ? between(5, 15) : between(20, 160);
      schedule(at.plus(pause), begin(run.agent(), again ? run.attempt() + 1 : 1));
      return run.ended(at, FAILURES.get(random.nextInt(FAILURES.size())));
    };
  }

  private void schedule(Instant at, Action action) {
    steps.add(new Step(at, order++, action));
  }

  private Duration between(int fromSeconds, int toSeconds) {
    return Duration.ofMillis(random.nextInt(fromSeconds * 1000, toSeconds * 1000));
  }

  @FunctionalInterface
  private interface Action {
    List<FleetRecord> play(Instant at);
  }

  private record Step(Instant at, long order, Action action) {}
}
