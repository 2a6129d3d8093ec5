package io.hivecore.journal;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records with anything in them that their types allow, extremes more often than chance would. */
final class RandomRecords {
  private static final long[] EXTREMES = {
    0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  TelemetryRecord record(RecordKind kind) {
    return switch (kind) {
      case USAGE -> usage();
      case EXECUTION -> execution();
      case TIMELINE -> timeline();
      case LOG -> log();
      case SPAN -> span();
      case SCORE -> score();
      case TRACE -> trace();
      case METRIC_POINT -> metricPoint();
    };
  }

  private SpanRecord span() {
    return new SpanRecord(
        uuid(),
        instant(),
        instant(),
        context(),
        random.nextBoolean(),
        random.nextBoolean(),
        text(),
        one(SpanKind.values()),
        text(),
        orNull(this::instant),
        one(SpanStatus.values()),
        text(),
        subject(),
        new ModelCall(
            text(),
            text(),
            text(),
            text(),
            text(),
            text(),
            orNull(this::real),
            text(),
            text(),
            text(),
            text(),
            text()),
        orNull(() -> new TokenUsage(tokens(), tokens(), tokens(), tokens(), tokens(), tokens())),
        new Cost(orNull(this::decimal), orNull(this::decimal), text()),
        new SpanContent(
            text(),
            text(),
            text(),
            text(),
            several(() -> new SpanMessage(instant(), one(SpanMessage.Side.values()), text()))),
        new SpanDetail(several(this::text), text(), text(), text(), text(), text(), text()),
        text(),
        orNull(this::text));
  }

  private ScoreRecord score() {
    return new ScoreRecord(
        uuid(),
        instant(),
        instant(),
        context(),
        text(),
        one(ScoreRecord.DataType.values()),
        orNull(this::real),
        text(),
        text(),
        text(),
        text(),
        text(),
        orNull(this::text));
  }

  /** A message on a trace: figures are never sent. */
  private TraceRecord trace() {
    return new TraceRecord(
        uuid(),
        instant(),
        instant(),
        context(),
        text(),
        subject(),
        text(),
        text(),
        several(this::text),
        text(),
        TraceFigures.NONE,
        orNull(this::text));
  }

  private MetricPoint metricPoint() {
    Metric.Type type = one(Metric.Type.values());
    return new MetricPoint(
        uuid(),
        instant(),
        instant(),
        context(),
        uuid(),
        new Metric(
            text(), text(), text(), type, one(Metric.Temporality.values()), random.nextBoolean()),
        orNull(this::instant),
        value(type),
        subject(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        orNull(this::text));
  }

  private PointValue value(Metric.Type type) {
    return switch (type) {
      case GAUGE, SUM ->
          random.nextBoolean() ? new PointValue.Whole(whole()) : new PointValue.Real(real());
      case HISTOGRAM -> {
        List<Long> counts = several(this::whole);
        yield new PointValue.Histogram(
            whole(),
            orNull(this::real),
            orNull(this::real),
            orNull(this::real),
            counts.stream().skip(1).map(count -> real()).toList(),
            counts);
      }
      case EXPONENTIAL_HISTOGRAM ->
          new PointValue.ExponentialHistogram(
              whole(),
              orNull(this::real),
              orNull(this::real),
              orNull(this::real),
              random.nextInt(),
              whole(),
              real(),
              new PointValue.Buckets(random.nextInt(), several(this::whole)),
              new PointValue.Buckets(random.nextInt(), several(this::whole)));
      case SUMMARY ->
          new PointValue.Summary(
              whole(), real(), several(() -> new PointValue.Quantile(real(), real())));
    };
  }

  private Subject subject() {
    return new Subject(text(), text(), text(), text());
  }

  private <T> List<T> several(Supplier<T> each) {
    return Stream.generate(each).limit(random.nextInt(4)).toList();
  }

  private UsageRecord usage() {
    return new UsageRecord(
        uuid(),
        instant(),
        instant(),
        context(),
        text(),
        text(),
        new TokenUsage(tokens(), tokens(), tokens(), tokens(), tokens(), tokens()),
        new Cost(orNull(this::decimal), orNull(this::decimal), text()),
        real(),
        orNull(this::text));
  }

  private ExecutionRecord execution() {
    return new ExecutionRecord(
        uuid(),
        text(),
        instant(),
        instant(),
        context(),
        orNull(this::text),
        orNull(this::whole),
        orNull(this::instant),
        orNull(this::real),
        orNull(() -> one(ExecutionStatus.values())),
        orNull(this::text),
        orNull(this::text),
        orNull(this::whole),
        orNull(this::whole),
        orNull(this::decimal),
        orNull(this::text));
  }

  private TimelineRecord timeline() {
    return new TimelineRecord(
        uuid(),
        instant(),
        random.nextBoolean(),
        instant(),
        context(),
        text(),
        text(),
        text(),
        text(),
        orNull(this::text));
  }

  private LogRecord log() {
    return new LogRecord(
        uuid(),
        instant(),
        random.nextBoolean(),
        instant(),
        context(),
        one(LogLevel.values()),
        text(),
        text(),
        text(),
        orNull(this::text));
  }

  private Context context() {
    return new Context(text(), text(), text(), text(), text(), text());
  }

  private UUID uuid() {
    return new UUID(whole(), whole());
  }

  private Instant instant() {
    return Instant.EPOCH.plus(whole(), ChronoUnit.MICROS);
  }

  private long whole() {
    return random.nextBoolean()
        ? EXTREMES[random.nextInt(EXTREMES.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private long tokens() {
    return random.nextInt(4) == 0 ? TokenUsage.MAX : random.nextLong(TokenUsage.MAX + 1);
  }

  private double real() {
    return random.nextBoolean() ? random.nextGaussian() : Double.longBitsToDouble(whole());
  }

  private BigDecimal decimal() {
    int scale = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(30) - 5;
    return new BigDecimal(new BigInteger(random.nextInt(300), random), scale / 2);
  }

  private String text() {
    int length = random.nextInt(random.nextInt(10) == 0 ? 5000 : 10);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int codePoint = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
      boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
      text.appendCodePoint(surrogate ? 0 : codePoint);
    }
    return text.toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T orNull(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }
}
