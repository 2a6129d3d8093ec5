package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final int MOST = 1_000_000;

  private final AtomicReference<Body> received = new AtomicReference<>();
  private TestServer server;

  @BeforeEach
  void start() {
    Routes routes =
        new Routes()
            .add(
                "POST",
                "/body/",
                Access.INGEST,
                exchange -> {
                  received.set(exchange.body(MOST));
                  exchange.empty(201);
                })
            .add("POST", "/unread/", Access.INGEST, exchange -> exchange.empty(201))
            .add("GET", "/open/", Access.ANYONE, exchange -> exchange.empty(204));
    server =
        TestServer.start(
            routes,
            TestServer.lingering(Duration.ofMillis(500)),
            new Bounds(64 << 20, 1L << 30, 1_000, 1_000, 1_000));
  }

  @AfterEach
  void stop() {
    TestServer.await(
        "all is given back",
        () ->
            server.server().figures().bytesInFlight() == 0
                && server.server().figures().requests() == 0);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 400, 8_192, 70_000, MOST})
  void readsEveryEncoding(int length) throws IOException {
    byte[] content = text(length);

    assertBody(post(content), content);
    assertBody(post(content, "Content-Encoding", "identity"), content);
    assertBody(post(gzip(content), "Content-Encoding", "gzip"), content);
    assertBody(post(gzip(content), "Content-Encoding", " X-GZIP "), content);
    assertBody(post(Zstd.compress(content), "Content-Encoding", "zstd"), content);
    assertBody(post(zstdStream(content), "Content-Encoding", "zstd"), content);
    assertBody(post(deflate(content), "Content-Encoding", "deflate"), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 400, 8_191, 8_192, 8_193, 70_000, MOST})
  void readsChunks(int length) throws IOException {
    byte[] content = text(length);

    assertBody(postInChunks(content), content);
    assertBody(postInChunks(gzip(content), "Content-Encoding", "gzip"), content);
  }

  @Test
  void readsChunksOfAnyCut() {
    try (RawClient client = server.connect()) {
      String head = head("/body/", "Transfer-Encoding: chunked");
      for (byte b :
          (head + "5\r\nhello\r\n1\r\n \r\n005\r\nworld\r\n0\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8)) {
        client.send(new byte[] {b});
      }
      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(received.get().bytes()).asString().isEqualTo("hello world");
      // The connection goes on.
      client.send(head + "A\r\n0123456789\r\n0\r\n\r\n" + head + "1\r\nx\r\n0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(received.get().bytes()).asString().isEqualTo("x");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, application/json",
    "Application/JSON; charset=utf-8, application/json",
    "application/x-ndjson ;x, application/x-ndjson",
    ";, ''",
  })
  void tellsTheMediaType(String sent, String mediaType) {
    post(new byte[] {'x'}, "Content-Type", sent);

    assertThat(received.get().mediaType()).isEqualTo(mediaType);
  }

  @Test
  void refusesADeclaredLengthAtOnce() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Content-Length: 1000001"));

      assertProblem(
          client.answer(), 413, "The body has 1000001 bytes, more than the 1000000 allowed.");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientThatSendsOnGetsItsRefusal() {
    Routes routes =
        new Routes().add("POST", "/body/", Access.INGEST, exchange -> exchange.body(1_000));
    try (TestServer patient = TestServer.start(routes)) {
      // Send 30 MB before they look for an answer, as simple clients do.
      HttpResponse<String> answer = patient.post("/body/", new byte[30_000_000]);
      assertThat(answer.statusCode()).isEqualTo(413);
      try (RawClient client = patient.connect()) {
        client.send(head("/body/", "Content-Length: 30000000"));
        client.send(new byte[30_000_000]);
        assertThat(client.answer().status()).isEqualTo(413);
      }
    }
  }

  @Test
  void refusesChunksThatAreTooMany() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Transfer-Encoding: chunked"));
      client.send("F4241\r\n");
      assertProblem(client.answer(), 413, "The body is larger than 1000000 bytes.");
    }
    assertProblem(postInChunks(new byte[MOST + 1]), 413, "The body is larger than 1000000 bytes.");
  }

  @ParameterizedTest
  @CsvSource({
    "5\\r\\nhelloXX0\\r\\n\\r\\n, a chunk does not end where its size says",
    "4\\r\\nhello\\r\\n0\\r\\n\\r\\n, a chunk does not end where its size says",
    "5\\r\\nhello\\n0\\r\\n\\r\\n, a chunk does not end where its size says",
    "5\\nhello\\r\\n0\\r\\n\\r\\n, a chunk's size is not hexadecimal",
    "\\r\\n, a chunk has no size",
    "-5\\r\\nhello, a chunk has no size",
    "0x5\\r\\nhello, a chunk's size is not hexadecimal",
    "5;a=b\\r\\nhello, chunk extensions are not supported",
    "5 \\r\\nhello, chunk extensions are not supported",
    "1234567890123456\\r\\n, a chunk's size is too long",
    "0\\r\\nTrailer: x\\r\\n\\r\\n, trailers are not supported",
    "0\\r\\n\\n, trailers are not supported",
  })
  void refusesBrokenChunks(String chunks, String how) {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Transfer-Encoding: chunked"));
      client.send(chunks.replace("\\r", "\r").replace("\\n", "\n"));

      assertProblem(client.answer(), 400, "The chunked body is broken: " + how + ".");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aChunkSizeWithoutEndIsNotReadOn() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Transfer-Encoding: chunked"));
      client.send("0".repeat(1_000));

      assertProblem(
          client.answer(), 400, "The chunked body is broken: a chunk's size is too long.");
    }
  }

  @Test
  void tellsOfABodyThatEndsEarly() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Content-Length: 10") + "1234567").endOutput();

      assertProblem(client.answer(), 400, "The body ended after 7 of 10 bytes.");
    }
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Transfer-Encoding: chunked") + "5\r\nhel").endOutput();

      assertProblem(client.answer(), 400, "The body ended before its last chunk.");
    }
  }

  @Test
  void whatIsBehindTheLengthIsTheNextRequest() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Content-Length: 2") + "abcd\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(received.get().bytes()).asString().isEqualTo("ab");
      assertProblem(client.answer(), 400, "The request is not well-formed HTTP/1.1.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void refusesBombs(String encoding) throws IOException {
    byte[] zeros = new byte[16 << 20];
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("gzip") ? new GZIPOutputStream(bomb) : new ZstdOutputStream(bomb)) {
      for (int i = 0; i < 2; i++) {
        out.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(300_000);

    assertProblem(
        post(bomb.toByteArray(), "Content-Encoding", encoding),
        413,
        "The body is larger than 1000000 bytes when inflated.");
    assertProblem(
        post(encoded(encoding, new byte[MOST + 1]), "Content-Encoding", encoding),
        413,
        "The body is larger than 1000000 bytes when inflated.");
  }

  @Test
  void refusesAZstdWindowThatTakesTooMuchMemory() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out, 3)) {
      zstd.setLong(27);
      zstd.write(text(10_000));
    }

    assertProblem(
        post(out.toByteArray(), "Content-Encoding", "zstd"), 400, "The body is not valid zstd.");
  }

  @Test
  void believesNoDeclaredSize() {
    // A zstd frame header that declares 2^40 bytes in one segment, and nothing behind.
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 0};

    assertProblem(post(frame, "Content-Encoding", "zstd"), 400, "The body is not valid zstd.");
  }

  @Test
  void refusesBrokenGzip() throws IOException {
    byte[] good = gzip(text(5_000));
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    byte[] checksum = good.clone();
    checksum[good.length - 6] ^= 1;
    byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);

    assertBrokenGzip(flipped);
    assertBrokenGzip(checksum);
    assertBrokenGzip(twice);
    assertBrokenGzip(Arrays.copyOf(good, good.length + 1));
    assertBrokenGzip("plain text".getBytes(StandardCharsets.UTF_8));
    for (int length : new int[] {1, 5, 10, 11, good.length / 2, good.length - 8, good.length - 1}) {
      assertProblem(
          post(Arrays.copyOf(good, length), "Content-Encoding", "gzip"),
          400,
          "The body ends in the middle of its gzip data.");
    }
  }

  private void assertBrokenGzip(byte[] body) {
    assertProblem(post(body, "Content-Encoding", "gzip"), 400, "The body is not valid gzip.");
  }

  @Test
  void refusesBrokenDeflate() throws IOException {
    byte[] good = deflate(text(5_000));
    byte[] flipped = good.clone();
    flipped[good.length - 1] ^= (byte) 0xff;

    assertProblem(
        post(flipped, "Content-Encoding", "deflate"), 400, "The body is not valid deflate.");
    assertProblem(
        post(Arrays.copyOf(good, 20), "Content-Encoding", "deflate"),
        400,
        "The body ends in the middle of its deflate data.");
  }

  private static byte[] deflate(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void refusesBrokenZstd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.setChecksum(true);
      zstd.write(text(5_000));
    }
    byte[] good = out.toByteArray();
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= (byte) 0xff;
    byte[] more = Arrays.copyOf(good, good.length + 3);

    for (byte[] body : new byte[][] {flipped, more, Arrays.copyOf(good, good.length - 1), {'x'}}) {
      assertProblem(post(body, "Content-Encoding", "zstd"), 400, "The body is not valid zstd.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "br | Content-Encoding br is not supported; use gzip, zstd, deflate or identity.",
        "gzip, gzip | Several content encodings are not supported; use one of gzip, zstd,"
            + " deflate, identity.",
        "gzip~zstd | Several content encodings are not supported; use one of gzip, zstd,"
            + " deflate, identity.",
      })
  void refusesOtherEncodings(String encodings, String detail) {
    try (RawClient client = server.connect()) {
      String headers = "Content-Encoding: " + encodings.replace("~", "\r\nContent-Encoding: ");
      client.send(head("/body/", headers + "\r\nContent-Length: 1") + "x");

      assertProblem(client.answer(), 415, detail);
    }
  }

  @Test
  void invitesABodyOnlyWhenItWillBeRead() {
    try (RawClient client = server.connect()) {
      client.send(head("/body/", "Content-Length: 2\r\nExpect: 100-continue"));
      assertThat(client.answer().status()).isEqualTo(100);
      client.send("ok");
      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(received.get().bytes()).asString().isEqualTo("ok");
      client.send(head("/body/", "Content-Length: 2000000\r\nExpect: 100-continue"));
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
    for (String refused :
        new String[] {
          "POST /body/ HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
          head("/none/", "Content-Length: 2\r\nExpect: 100-continue"),
          head("/body/", "Content-Length: 2\r\nExpect: more"),
        }) {
      try (RawClient client = server.connect()) {
        assertThat(client.send(refused).answer().status()).isIn(401, 404, 417);
      }
    }
  }

  @Test
  void aSmallBodyThatNobodyReadsLeavesTheConnectionOpen() {
    try (RawClient client = server.connect()) {
      for (int i = 0; i < 3; i++) {
        client.send(head("/unread/", "Content-Length: 9") + "GET / HTT");
        assertThat(client.answer().status()).isEqualTo(201);
        client.send(head("/nothing/", "Content-Length: 9") + "GET / HTT");
        assertThat(client.answer().status()).isEqualTo(404);
      }
    }
  }

  @Test
  void aLargeOrEndlessBodyThatNobodyReadsEndsIt() {
    for (String framing : new String[] {"Content-Length: 70000", "Transfer-Encoding: chunked"}) {
      try (RawClient client = server.connect()) {
        client.send(head("/unread/", framing) + "GET /open/ HTTP/1.1\r\nHost: a\r\n\r\n");

        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(client.isClosedByServer()).isTrue();
      }
    }
  }

  private static byte[] text(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(16));
    }
    return bytes;
  }

  private static byte[] encoded(String encoding, byte[] content) throws IOException {
    return encoding.equals("gzip") ? gzip(content) : Zstd.compress(content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] zstdStream(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.write(content);
    }
    return out.toByteArray();
  }

  private static String head(String path, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nX-API-Key: "
        + TestServer.KEY
        + "\r\n"
        + headers
        + "\r\n\r\n";
  }

  private HttpResponse<String> post(byte[] body, String... headers) {
    return server.post("/body/", body, headers);
  }

  private HttpResponse<String> postInChunks(byte[] body, String... headers) {
    return server.send(
        server
            .request("/body/", headers)
            .header("X-API-Key", TestServer.KEY)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(body))));
  }

  private void assertBody(HttpResponse<String> answer, byte[] content) {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    assertThat(received.get().bytes()).isEqualTo(content);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.body()).contains("\"detail\":\"" + detail + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static void assertProblem(RawClient.Answer answer, int status, String detail) {
    assertThat(answer.text()).contains("\"detail\":\"" + detail + "\"");
    assertThat(answer.status()).isEqualTo(status);
  }
}
