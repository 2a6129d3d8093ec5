package io.hivecore.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Whatever comes in is a record, or refused with a reason; never another exception. Runs its stored
 * inputs; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
final class DecodingFuzzTest {
  private static final RequestBounds BOUNDS = new RequestBounds(100, 10_000);
  private static final Arrival ARRIVAL = Decoding.arrival("project", "round", "key");

  @FuzzTest(maxDuration = "2m")
  void bodies(byte[] body) {
    for (RecordKind kind : KindDecoder.KINDS) {
      try {
        check(JsonRecords.one(kind, body, ARRIVAL, Decoding.identities(ARRIVAL)));
      } catch (MalformedJsonException e) {
        assertThat(e).hasMessageStartingWith("JSON parse error");
      }
    }
  }

  @FuzzTest(maxDuration = "2m")
  void batches(byte[] body) {
    for (boolean lines : new boolean[] {false, true}) {
      List<Decoded> taken = new ArrayList<>();
      try {
        JsonBatch.of(body, lines)
            .read(ARRIVAL, Decoding.identities(ARRIVAL), BOUNDS, (index, one) -> taken.add(one));
      } catch (MalformedJsonException | TooManyRecordsException | InheritedTooLargeException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      taken.forEach(DecodingFuzzTest::check);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void logs(byte[] body) {
    for (Arrival arrival : List.of(ARRIVAL, Decoding.arrival())) {
      try {
        switch (JsonLogs.read(body, arrival, Decoding.identities(arrival), BOUNDS)) {
          case JsonLogs.One(Decoded decoded) -> check(decoded);
          case JsonLogs.Many(List<IncomingRecord> records) ->
              records.forEach(DecodingFuzzTest::check);
          case JsonLogs.Wrong(Rejection rejection) -> check(rejection);
        }
      } catch (MalformedJsonException | TooManyRecordsException | InheritedTooLargeException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  /** A record comes out of the journal as it went in; a rejection says why. */
  private static void check(Decoded decoded) {
    switch (decoded) {
      case IncomingRecord incoming -> {
        TelemetryRecord record = incoming.record();
        byte[] payload = RecordCodec.encode(record);
        assertThat(RecordCodec.decode(record.kind(), payload)).isEqualTo(record);
        if (record.extra() != null) {
          assertIsJsonObject(record.extra());
        }
      }
      case Rejection rejection -> assertThat(rejection.detail()).isNotBlank();
    }
  }

  private static void assertIsJsonObject(String text) {
    try (JsonParser parser = JsonRecords.open(Decoding.bytes(text))) {
      assertThat(parser.currentToken()).isEqualTo(JsonToken.START_OBJECT);
      parser.skipChildren();
      JsonRecords.end(parser);
    }
  }

  /** A field name and a value, as JSON. */
  record Member(String name, String value) {
    @Override
    public String toString() {
      return '"' + name + "\":" + value;
    }
  }

  @Property(tries = 5_000)
  void anyValueInAnyFieldIsTakenOrItsFieldIsNamed(
      @ForAll("kinds") RecordKind kind, @ForAll("members") List<Member> members) {
    String minimal = Decoding.minimal(kind);
    String body =
        Stream.concat(
                Stream.of(minimal.substring(1, minimal.length() - 1)),
                members.stream().map(Member::toString))
            .collect(Collectors.joining(",", "{", "}"));
    Decoded decoded = Decoding.decode(kind, body);
    check(decoded);
    Set<String> sent = members.stream().map(Member::name).collect(Collectors.toSet());
    if (decoded instanceof Rejection rejection) {
      assertThat(rejection.errors())
          .isNotEmpty()
          .extracting(FieldError::field)
          .allMatch(field -> sent.contains(field) || field.equals("total_tokens"));
    }
    String named = body.substring(0, body.length() - 1) + ",\"kind\":\"" + kind.wireName() + "\"}";
    List<Decoded> batch = new ArrayList<>();
    JsonBatch.of(Decoding.bytes(named + "\n" + Decoding.minimal(RecordKind.LOG)), true)
        .read(
            Decoding.arrival(),
            Decoding.identities(Decoding.arrival()),
            BOUNDS,
            (index, one) -> batch.add(one));
    assertThat(batch.getFirst().getClass()).isEqualTo(decoded.getClass());
    check(batch.getFirst());
  }

  @Provide
  Arbitrary<RecordKind> kinds() {
    return Arbitraries.of(KindDecoder.KINDS);
  }

  @Provide
  Arbitrary<List<Member>> members() {
    List<String> names =
        KindDecoder.KINDS.stream()
            .flatMap(kind -> KindDecoder.of(kind).fields().fields().stream())
            .flatMap(field -> field.names().stream())
            .filter(name -> !name.equals("kind"))
            .distinct()
            .toList();
    Arbitrary<String> name =
        Arbitraries.oneOf(
            Arbitraries.of(names), Arbitraries.of("custom", "é", "a b", "agent", "timestam"));
    return Combinators.combine(name, values()).as(Member::new).list().ofMaxSize(8);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1.0",
            "1.5",
            "1e3",
            "1e-3",
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "0e2147483647",
            "1e2147483648",
            "1e-2147483647",
            "9223372036854775807",
            "9223372036854775808",
            "1000000000000",
            "\"\"",
            "\" \"",
            "\"12\"",
            "\"1e5\"",
            "\"NaN\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"😀\"",
            "\"2026-03-01T09:30:00\"",
            "\"2026-03-01\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"completed\"",
            "\"error\"",
            "[]",
            "{}",
            "[{\"a\":[]}]",
            "{\"a\":{\"b\":\"\\u0000\"}}"),
        Arbitraries.strings().ofMaxLength(120).map(DecodingFuzzTest::quoted),
        Arbitraries.doubles().map(value -> Double.toString(value)),
        Arbitraries.bigIntegers().map(Object::toString),
        Arbitraries.integers().between(1, 150).map(n -> "[".repeat(n) + "]".repeat(n)));
  }

  private static String quoted(String text) {
    TextBuffer buffer = new TextBuffer();
    JsonText.quote(text, buffer);
    return buffer.toString();
  }
}
