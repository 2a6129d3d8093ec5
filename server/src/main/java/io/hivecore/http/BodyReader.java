package io.hivecore.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads request bodies within bounds. Everything is read from the socket before it is inflated, so
 * that native code never waits for a client. Safe for use by many threads.
 */
final class BodyReader {
  private static final int FIRST_BYTES = 8 * 1024;

  private enum Encoding {
    IDENTITY,
    GZIP,
    ZSTD,
    DEFLATE
  }

  private final long mostBytes;

  /**
   * @param mostBytes of any body, whatever a handler asks for
   */
  BodyReader(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * The whole body; none reads as an empty one.
   *
   * @param asked the most bytes that the handler takes
   */
  Body read(
      ServerRequest request, ClientConnection connection, Admission.Ticket ticket, long asked) {
    String mediaType = mediaType(request.headers());
    Encoding encoding = encoding(request.headers());
    if (!request.content().hasEntity()) {
      return new Body(mediaType, new byte[0]);
    }
    requireNoOtherExpectation(request.headers());
    long most = Math.min(asked, mostBytes);
    byte[] wire = readWire(request, connection, ticket, most);
    return switch (encoding) {
      case IDENTITY -> new Body(mediaType, wire);
      case GZIP -> inflated(mediaType, wire, Inflating.gzip(wire, most, ticket), ticket);
      case ZSTD -> inflated(mediaType, wire, Inflating.zstd(wire, most, ticket), ticket);
      case DEFLATE -> inflated(mediaType, wire, Inflating.deflate(wire, most, ticket), ticket);
    };
  }

  private static Body inflated(
      String mediaType, byte[] wire, byte[] content, Admission.Ticket ticket) {
    ticket.release(wire.length);
    return new Body(mediaType, content);
  }

  private static byte[] readWire(
      ServerRequest request, ClientConnection connection, Admission.Ticket ticket, long most) {
    long declared = request.headers().contentLength().orElse(-1);
    if (declared > most) {
      throw Problem.tooLarge(
              "The body has " + declared + " bytes, more than the " + most + " allowed.")
          .asException();
    }
    if (declared >= 0) {
      ticket.add(declared);
    }
    connection.beginBody(
        declared >= 0 ? IncomingBody.ofLength(declared) : IncomingBody.ofChunks(ticket, most));
    try {
      // Not closed after a failure: to close it, the server would read on.
      InputStream in = request.content().inputStream();
      return declared >= 0 ? readExactly(in, (int) declared) : readChunks(in, ticket, most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      connection.endBody();
    }
  }

  private static byte[] readExactly(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    int read = in.readNBytes(bytes, 0, length);
    // The read behind the end tells the server that the body is done with.
    if (read < length || in.read() >= 0) {
      throw new IllegalStateException(read + " of " + length + " bytes without an error");
    }
    return bytes;
  }

  private static byte[] readChunks(InputStream in, Admission.Ticket ticket, long most)
      throws IOException {
    ticket.add(FIRST_BYTES);
    byte[] bytes = new byte[FIRST_BYTES];
    int length = 0;
    while (true) {
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        ticket.release(bytes.length - length);
        return Arrays.copyOf(bytes, length);
      }
      length += read;
      if (length == bytes.length) {
        int grown = (int) Math.min(2L * length, most + 1);
        ticket.add(grown - length);
        bytes = Arrays.copyOf(bytes, grown);
      }
    }
  }

  private static void requireNoOtherExpectation(ServerRequestHeaders headers) {
    if (headers.contains(HeaderNames.EXPECT)
        && !headers.get(HeaderNames.EXPECT).get().equalsIgnoreCase("100-continue")) {
      throw Problem.of(
              417,
              "expectation_failed",
              "Expectation failed",
              "Only Expect: 100-continue is supported.")
          .asException();
    }
  }

  private static String mediaType(ServerRequestHeaders headers) {
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private static Encoding encoding(ServerRequestHeaders headers) {
    if (!headers.contains(HeaderNames.CONTENT_ENCODING)) {
      return Encoding.IDENTITY;
    }
    Header header = headers.get(HeaderNames.CONTENT_ENCODING);
    String name = header.get().strip().toLowerCase(Locale.ROOT);
    if (header.valueCount() == 1) {
      switch (name) {
        case "", "identity" -> {
          return Encoding.IDENTITY;
        }
        case "gzip", "x-gzip" -> {
          return Encoding.GZIP;
        }
        case "zstd" -> {
          return Encoding.ZSTD;
        }
        case "deflate" -> {
          return Encoding.DEFLATE;
        }
        default -> {}
      }
    }
    throw Problem.unsupportedMediaType(
            header.valueCount() > 1 || name.indexOf(',') >= 0
                ? "Several content encodings are not supported; use one of gzip, zstd, deflate, identity."
                : "Content-Encoding "
                    + Shown.of(name)
                    + " is not supported; use gzip, zstd, deflate or identity.")
        .asException();
  }
}
