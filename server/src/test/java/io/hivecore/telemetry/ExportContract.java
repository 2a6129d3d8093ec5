package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list can be taken out whole, as CSV and as Parquet. */
public abstract class ExportContract extends StoreContract {
  private final ModelStore model = new ModelStore();

  protected ExportContract(StoreUnderTest subject) {
    super(subject);
  }

  private void fill() {
    var random = new RandomRecords(6, START, Duration.ofHours(9));
    for (int i = 0; i < 5; i++) {
      List<SequencedRecord> batch = random.next(60);
      store().apply(batch, random.sequence());
      model.apply(batch, random.sequence());
    }
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void writesEveryRecordInOrder(RecordKind kind) throws IOException {
    fill();
    var page = new PageRequest(List.of(new PageRequest.Ordering("agent_name", false)), null, 0, 1);
    var whole = new PageRequest(page.ordering(), null, 0, 10_000);
    List<TelemetryRecord> expected = model.list(FIRST, kind, projects("p1"), whole, SOON).records();
    List<String> ids = ids(csv(kind, projects("p1"), page));
    assertThat(ids).isEqualTo(expected.stream().map(record -> record.id().toString()).toList());
  }

  @Test
  void namesColumnsAsOnTheWire() throws IOException {
    fill();
    List<String> header =
        csv(RecordKind.USAGE, RecordFilter.ALL, newestFirst(1))
            .lines()
            .findFirst()
            .map(line -> Arrays.asList(line.split(",", -1)))
            .orElseThrow();
    assertThat(header)
        .startsWith("id", "timestamp")
        .contains(
            "agentscope_project_id",
            "agentscope_agent_id",
            "agent_name",
            "model_name",
            "input_tokens",
            "output_tokens",
            "total_tokens",
            "cost_usd",
            "duration_ms",
            "span_id");
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void writesParquet(RecordKind kind) throws IOException {
    fill();
    var out = new ByteArrayOutputStream();
    queries()
        .export(FIRST, kind, RecordFilter.ALL, newestFirst(1), ExportFormat.PARQUET, out, SOON);
    byte[] bytes = out.toByteArray();
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    assertThat(Arrays.copyOf(bytes, 4)).isEqualTo(magic);
    assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)).isEqualTo(magic);
  }

  @Test
  void endsWhenTheReceiverTakesNoMore() {
    fill();
    var broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(
            () ->
                queries()
                    .export(
                        FIRST,
                        RecordKind.USAGE,
                        RecordFilter.ALL,
                        newestFirst(1),
                        ExportFormat.CSV,
                        broken,
                        SOON))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  private String csv(RecordKind kind, RecordFilter filter, PageRequest page) throws IOException {
    var out = new ByteArrayOutputStream();
    queries().export(FIRST, kind, filter, page, ExportFormat.CSV, out, SOON);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The first column; other columns may hold line breaks, but never one before a UUID. */
  private static List<String> ids(String csv) {
    return csv.lines()
        .filter(
            line -> line.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12},.*"))
        .map(line -> line.substring(0, 36))
        .toList();
  }
}
