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
          "RateLimitError: the provider answered 429 three times",
          "TimeoutError: the model did not answer in time",
          "ToolError: search_orders returned 502",
          "ValidationError: the reply was not the JSON that was asked for");

  /** One run in so many is never heard of again. */
  private static final int VANISHING = 2_000;

  private final Random random;
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingLong(Step::order));
  private long order;
  private int underWay;
  private long failed;

  Fleet(Instant start, long seed) {
    random = new Random(seed);
    for (FleetAgent agent : FleetAgent.ALL) {
      for (int worker = 0; worker < agent.workers(); worker++) {
        schedule(start.plus(between(0, 90)), begin(agent, 1));
      }
    }
  }

  /** How many runs have begun and not ended. */
  int underWay() {
    return underWay;
  }

  /** How many runs have failed until now. */
  long failed() {
    return failed;
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
      underWay++;
      // One run in twenty has eight times as much to do.
      int size = random.nextInt(20) == 0 ? 8 : 1;
      int calls = Math.max(1, (int) (agent.calls() * (0.5 + random.nextDouble()) * size));
      boolean fails = random.nextDouble() < agent.failureShare();
      Run run =
          new Run(
              agent, new UUID(random.nextLong(), random.nextLong()).toString(), at, attempt, fails);
      callLater(at, run, 1, calls);
      return run.started();
    };
  }

  private void callLater(Instant at, Run run, int number, int calls) {
    ModelCall call = ModelCall.draw(random);
    schedule(at.plus(between(1, 4)).plus(call.duration()), called(run, call, number, calls));
  }

  private Action called(Run run, ModelCall call, int number, int calls) {
    return at -> {
      List<FleetRecord> records = new ArrayList<>(run.called(at, call, random));
      if (number < calls) {
        callLater(at, run, number + 1, calls);
      } else if (random.nextInt(VANISHING) == 0) {
        // Its process was killed: it never says that it ended.
        schedule(at.plus(between(60, 120)), begin(run.agent(), 1));
      } else {
        schedule(at.plus(between(1, 3)), end(run));
      }
      return records;
    };
  }

  private Action end(Run run) {
    return at -> {
      underWay--;
      boolean again = run.fails() && run.attempt() < 3;
      Duration pause = again ? between(5, 15) : rest(at);
      schedule(at.plus(pause), begin(run.agent(), again ? run.attempt() + 1 : 1));
      if (run.fails()) {
        failed++;
      }
      return run.ended(at, FAILURES.get(random.nextInt(FAILURES.size())));
    };
  }

  /** Short in the afternoon, twice and a half as long in the night (UTC). */
  private Duration rest(Instant at) {
    double hour = at.getEpochSecond() % 86_400 / 3_600.0;
    double quiet = 1.75 - 0.75 * Math.cos((hour - 14) / 24 * 2 * Math.PI);
    return Duration.ofMillis(Math.round(between(15, 75).toMillis() * quiet));
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
