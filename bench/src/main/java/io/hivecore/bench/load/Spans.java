package io.hivecore.bench.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Makes requests of an OpenTelemetry exporter: traces of an agent's run with model calls and tool
 * calls, each span of about 1.5 kB. Belongs to one thread.
 */
public final class Spans {
  /** Spans of one trace: the agent's run, and model calls and tool calls by turns. */
  public static final int TRACE = 10;

  private static final int TEXT = 500;
  private static final int LONG_TEXT = 1_000;
  private static final String[] MODELS = {"gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5"};

  private final SplittableRandom random;
  private final int text;
  private final String more;

  public Spans(long seed) {
    this(seed, TEXT, "");
  }

  private Spans(long seed, int text, String more) {
    this.random = new SplittableRandom(seed);
    this.text = text;
    this.more = more;
  }

  /** Spans with texts of 2 kB in all, which end with the given words. */
  public static Spans ofLongTexts(long seed, String more) {
    return new Spans(seed, LONG_TEXT, more);
  }

  /** One request of model calls, a trace for each {@link #TRACE}. */
  public ExportTraceServiceRequest calls(int spans, long trace, Instant at) {
    var scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spans; i++) {
      int place = i % TRACE;
      scope.addSpans(
          span(trace, i / TRACE, place, place == 0 ? -1 : 0, 1, at.plusMillis(place * 20L)));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  /**
   * One request.
   *
   * @param spans how many, in traces of {@link #TRACE}
   * @param trace the first 8 bytes of all trace ids in it
   */
  public ExportTraceServiceRequest request(int spans, long trace, Instant at) {
    var scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("bench").setVersion("1"));
    for (int i = 0; i < spans; i++) {
      scope.addSpans(span(trace, i / TRACE, i % TRACE, at));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(text("service.name", "support-desk"))
                        .addAttributes(text("service.version", "1.4.2"))
                        .addAttributes(text("deployment.environment.name", "production")))
                .addScopeSpans(scope))
        .build();
  }

  /** One trace of any size, in requests of a bounded size. */
  public ExportTraceServiceRequest part(long trace, int from, int to, Instant at) {
    var scope = ScopeSpans.newBuilder();
    for (int i = from; i < to; i++) {
      // Agents in a tree of three children each; what they call is below them.
      int parent = i == 0 ? -1 : (i - 1) / 3;
      scope.addSpans(span(trace, 0, i, parent, i % 3, at.plusMillis(i)));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private Span span(long trace, int number, int place, Instant at) {
    return span(
        trace,
        number,
        place,
        place == 0 ? -1 : 0,
        place == 0 ? 0 : 1 + place % 2,
        at.plusMillis(place * 20L));
  }

  private Span span(long trace, int number, int place, int parent, int role, Instant at) {
    long start = at.getEpochSecond() * 1_000_000_000L + at.getNano();
    var span =
        Span.newBuilder()
            .setTraceId(
                ByteString.copyFrom(
                    ByteBuffer.allocate(16).putLong(trace).putLong(number + 1L).flip()))
            .setSpanId(spanId(place))
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + 1_000_000L * random.nextInt(5, 2_000));
    if (parent >= 0) {
      span.setParentSpanId(spanId(parent));
    }
    switch (role) {
      case 0 -> agent(span);
      case 1 -> call(span, trace);
      default -> tool(span);
    }
    return span.build();
  }

  private static ByteString spanId(int place) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(place + 1L).flip());
  }

  private void agent(Span.Builder span) {
    String agent = "agent-" + random.nextInt(20);
    span.setName("invoke_agent " + agent)
        .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
        .addAttributes(text("gen_ai.agent.name", agent))
        .addAttributes(text("gen_ai.conversation.id", "session-" + random.nextInt(5_000)))
        .addAttributes(text("user.id", "user-" + random.nextInt(1_000)))
        .addAttributes(text("gen_ai.input.messages", message("user")))
        .addAttributes(text("gen_ai.output.messages", message("assistant")));
  }

  private void call(Span.Builder span, long trace) {
    String model = MODELS[random.nextInt(MODELS.length)];
    span.setName("chat " + model)
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.provider.name", "openai"))
        .addAttributes(text("gen_ai.request.model", model))
        .addAttributes(text("gen_ai.response.model", model))
        .addAttributes(
            text(
                "gen_ai.response.id",
                // Of this trace alone, as a provider's are.
                "chatcmpl-"
                    + HexFormat.of().toHexDigits(trace)
                    + Long.toHexString(random.nextLong())))
        .addAttributes(whole("gen_ai.usage.input_tokens", random.nextInt(100, 4_000)))
        .addAttributes(whole("gen_ai.usage.output_tokens", random.nextInt(10, 900)))
        .addAttributes(text("gen_ai.input.messages", message("user")))
        .addAttributes(text("gen_ai.output.messages", message("assistant")));
  }

  private void tool(Span.Builder span) {
    String tool = "tool-" + random.nextInt(12);
    span.setName("execute_tool " + tool)
        .addAttributes(text("gen_ai.operation.name", "execute_tool"))
        .addAttributes(text("gen_ai.tool.name", tool))
        .addAttributes(text("gen_ai.tool.call.id", "call-" + random.nextInt()))
        .addAttributes(text("gen_ai.tool.call.arguments", message("user")))
        .addAttributes(text("gen_ai.tool.call.result", message("tool")));
  }

  private String message(String role) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, Sentences.of(text, random) + more);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue whole(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
