package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are one call that two traces tell of, as when a client library traces itself and an
 * instrumentation around it does so too, without a context in common.
 *
 * <p>Response ids alone do not say so: some servers count from 1, stand-ins for servers give each
 * answer the same. So twins must agree in model, tokens and time as well, and be told in different
 * words: one instrumentation tells of each call once, however alike two of them are.
 */
public final class TwinCalls {
  /** As far as the starts of twins may be apart: an outer one may have waited or tried again. */
  public static final Duration MOST_APART = Duration.ofMinutes(5);

  /** For clocks of two machines that differ. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** Some count what a stream says of its output in the beginning, too. */
  private static final long OUTPUT_SLACK = 16;

  /**
   * The one that knows more, of tokens, of whose it is, of its price; then that which started last,
   * as it is within the other and nearest to the provider.
   */
  private static final Comparator<Call> BEST_FIRST =
      Comparator.comparing(TwinCalls::hasTokens)
          .thenComparingLong(TwinCalls::knownParts)
          .thenComparingLong(TwinCalls::knownContext)
          .thenComparing(TwinCalls::isPriced)
          .thenComparing(call -> call.span().timestamp())
          .reversed()
          .thenComparing(call -> call.span().traceId())
          .thenComparing(call -> call.span().spanId());

  private TwinCalls() {}

  /**
   * The calls that count as another one, in another trace. Which they are follows from the calls
   * alone: each of which there is a better twin.
   *
   * @param of which calls it is to be said
   * @param all calls that may be their twins; they themselves may be among them
   */
  public static List<Call> doubled(Collection<Call> of, Collection<Call> all) {
    Map<String, List<Call>> byResponse = new HashMap<>();
    for (Call call : all) {
      if (call.mayHaveTwin()) {
        byResponse.computeIfAbsent(call.responseId(), ignored -> new ArrayList<>()).add(call);
      }
    }
    byResponse.values().removeIf(calls -> !mayBeTwins(calls));
    return of.stream()
        .filter(
            call ->
                byResponse.getOrDefault(call.responseId(), List.of()).stream()
                    .anyMatch(other -> areTwins(call, other) && isBetter(other, call)))
        .toList();
  }

  /** False is certain: they are all told in the same words, so that each is a call of its own. */
  public static boolean mayBeTwins(Collection<Call> calls) {
    SpanRecord first = calls.isEmpty() ? null : calls.iterator().next().span();
    return first != null && calls.stream().anyMatch(call -> areToldDifferently(first, call.span()));
  }

  private static boolean isBetter(Call one, Call other) {
    return BEST_FIRST.compare(one, other) < 0;
  }

  /** Whether two calls, in two traces, are one. */
  public static boolean areTwins(Call one, Call other) {
    return !one.span().traceId().equals(other.span().traceId())
        && one.mayHaveTwin()
        && other.mayHaveTwin()
        && one.responseId().equals(other.responseId())
        && areToldDifferently(one.span(), other.span())
        && isSameModel(one.span().call().responseModel(), other.span().call().responseModel())
        && agree(one.span().tokens(), other.span().tokens())
        && areNear(one.span(), other.span());
  }

  private static boolean areToldDifferently(SpanRecord one, SpanRecord other) {
    return !one.dialect().equals(other.dialect()) || !one.name().equals(other.name());
  }

  private static boolean isSameModel(String one, String other) {
    return one.isEmpty() || other.isEmpty() || plain(one).equals(plain(other));
  }

  /** Without the provider that a gateway puts before it. */
  private static String plain(String model) {
    return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean agree(@Nullable TokenUsage one, @Nullable TokenUsage other) {
    return one == null
        || other == null
        || (agree(one.cacheRead(), other.cacheRead())
            && agree(one.cacheWrite(), other.cacheWrite())
            && agree(one.reasoning(), other.reasoning())
            && isSameInput(one, other)
            && isSameOutput(one, other));
  }

  /** Of a part, zero may mean that it is not known. */
  private static boolean agree(long one, long other) {
    return one == 0 || other == 0 || one == other;
  }

  /** One that does not know of the cache may count without it. */
  private static boolean isSameInput(TokenUsage one, TokenUsage other) {
    return one.input() == other.input()
        || (cached(one) == 0 && one.input() == other.input() - cached(other))
        || (cached(other) == 0 && other.input() == one.input() - cached(one));
  }

  private static long cached(TokenUsage tokens) {
    return tokens.cacheRead() + tokens.cacheWrite();
  }

  /** One that does not know of reasoning may count without it. */
  private static boolean isSameOutput(TokenUsage one, TokenUsage other) {
    return isNear(one.output(), other.output())
        || (one.reasoning() == 0 && isNear(one.output(), other.output() - other.reasoning()))
        || (other.reasoning() == 0 && isNear(other.output(), one.output() - one.reasoning()));
  }

  private static boolean isNear(long one, long other) {
    return Math.abs(one - other) <= OUTPUT_SLACK;
  }

  private static boolean areNear(SpanRecord one, SpanRecord other) {
    return Duration.between(one.timestamp(), other.timestamp()).abs().compareTo(MOST_APART) <= 0
        && !end(one).plus(SLACK).isBefore(other.timestamp())
        && !end(other).plus(SLACK).isBefore(one.timestamp());
  }

  private static Instant end(SpanRecord span) {
    Instant end = span.endTime();
    return end == null || end.isBefore(span.timestamp()) ? span.timestamp() : end;
  }

  private static boolean hasTokens(Call call) {
    return call.usage().tokens().total() > 0;
  }

  private static long knownParts(Call call) {
    TokenUsage tokens = call.usage().tokens();
    return Stream.of(tokens.cacheRead(), tokens.cacheWrite(), tokens.reasoning())
        .filter(part -> part > 0)
        .count();
  }

  private static long knownContext(Call call) {
    Context context = call.usage().context();
    boolean agent = !context.agentName().isEmpty() || !context.agentId().isEmpty();
    return (agent ? 1L : 0L)
        + (context.projectId().isEmpty() ? 0L : 1L)
        + (context.roundId().isEmpty() ? 0L : 1L);
  }

  private static boolean isPriced(Call call) {
    Cost cost = call.usage().cost();
    return cost.amount() != null;
  }
}
