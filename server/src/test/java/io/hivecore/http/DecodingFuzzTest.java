package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** Whatever a client sends is taken or refused by a 4xx; never a failure, never beyond a bound. */
class DecodingFuzzTest {
  private static final int MOST = 10_000;

  private static final Routes ROUTES =
      new Routes()
          .add("GET", "/", Access.ANYONE, exchange -> {})
          .add("GET", "/things/", Access.ANYONE, exchange -> {})
          .add("GET", "/things/{id}/", Access.ANYONE, exchange -> {})
          .add("GET", "/things/{id}/parts/{part}/", Access.ANYONE, exchange -> {})
          .add("GET", "/things/mine/", Access.ANYONE, exchange -> {});

  @FuzzTest(maxDuration = "30s")
  void paths(FuzzedDataProvider data) {
    String sent = data.consumeRemainingAsString();
    try {
      String path = RequestPath.checked(sent);
      ROUTES
          .match(path)
          .ifPresent(
              match ->
                  match
                      .parameters()
                      .forEach(
                          (name, value) -> {
                            assertThat(value).isNotEmpty();
                            assertThat(value.chars()).noneMatch(Character::isISOControl);
                          }));
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void queries(FuzzedDataProvider data) {
    String sent = data.consumeRemainingAsString();
    try {
      QueryReader reader = QueryReader.of(Parameters.parse(sent));
      reader.instant("from");
      reader.endInstant("to", reader.zone("tz").orElse(ZoneOffset.UTC));
      reader.positiveInt("page");
      reader
          .intBetween("days", -3, 36_500)
          .ifPresent(days -> assertThat(days).isBetween(-3, 36_500));
      reader.oneOf("order", Access.values(), Access::name);
      assertThat(reader.someOf("access", Access.values(), Access::name))
          .isSubsetOf(Access.values());
      reader.zone("tz");
      reader.bool("stale");
      reader.list("agent");
      reader.check();
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void gzip(byte[] bytes) {
    inflate(true, bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void zstd(byte[] bytes) {
    inflate(false, bytes);
  }

  private static void inflate(boolean gzip, byte[] bytes) {
    Admission admission = new Admission(Bounds.DEFAULT);
    try (Admission.Ticket ticket = admission.enter(null)) {
      byte[] inflated =
          gzip ? Inflating.gzip(bytes, MOST, ticket) : Inflating.zstd(bytes, MOST, ticket);
      assertThat(inflated.length).isLessThanOrEqualTo(MOST);
      assertThat(admission.figures(0, 0).bytesInFlight()).isEqualTo(inflated.length);
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isIn(400, 413);
    }
    assertThat(admission.figures(0, 0).bytesInFlight()).isZero();
  }

  @Property(tries = 200)
  void whatWasPackedIsUnpacked(@ForAll @Size(max = MOST) byte[] content) {
    Admission admission = new Admission(Bounds.DEFAULT);
    try (Admission.Ticket ticket = admission.enter(null)) {
      assertThat(Inflating.gzip(gzipped(content), MOST, ticket)).isEqualTo(content);
      assertThat(Inflating.gzip(AnswerEncoding.gzip(content), MOST, ticket)).isEqualTo(content);
      assertThat(Inflating.zstd(Zstd.compress(content), MOST, ticket)).isEqualTo(content);
    }
  }

  @Property(tries = 300)
  void anyTextTravelsInAQuery(@ForAll @NotEmpty String name, @ForAll @NotEmpty String value) {
    if ((name + value).indexOf('\0') >= 0 || !isUnicode(name + value)) {
      return;
    }
    String query =
        URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8);

    assertThat(Parameters.parse(query).one(name)).contains(value);
    assertThat(Parameters.parse("&&x=&" + query + "&" + query).one(name)).contains(value);
  }

  @Property(tries = 300)
  void anyVisibleTextTravelsInAPath(@ForAll @NotEmpty String value) {
    if (value.chars().anyMatch(Character::isISOControl)
        || !isUnicode(value)
        || List.of(".", "..", "mine").contains(value)) {
      return;
    }
    String path =
        "/things/" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20") + "/";

    assertThat(ROUTES.match(RequestPath.checked(path)).orElseThrow().parameters())
        .containsOnly(java.util.Map.entry("id", value));
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
