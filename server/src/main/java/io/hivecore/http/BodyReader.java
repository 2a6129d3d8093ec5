package io.hivecore.http;

import com.github.luben.zstd.ZstdInputStream;
import io.helidon.webserver.http.ServerRequest;
import io.hivecore.tenancy.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads request bodies within bounds. Safe for use by many threads. */
final class BodyReader {
  Body read(ServerRequest request, @Nullable Caller caller, long mostBytes) {
    String encoding =
        HelidonExchange.header(request, "Content-Encoding")
            .orElse("identity")
            .toLowerCase(Locale.ROOT);
    String type = HelidonExchange.header(request, "Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    String mediaType =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    if (!request.content().hasEntity()) {
      return new Body(mediaType, new byte[0]);
    }
    try (InputStream raw = request.content().inputStream();
        InputStream in = inflating(encoding, raw)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(mostBytes + 1));
      if (bytes.length > mostBytes) {
        throw Problem.tooLarge("The body is larger than " + mostBytes + " bytes.").asException();
      }
      return new Body(mediaType, bytes);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.badRequest("The body could not be read as " + encoding + "."), e);
    }
  }

  private static InputStream inflating(String encoding, InputStream raw) throws IOException {
    return switch (encoding) {
      case "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8192);
      case "zstd" -> new ZstdInputStream(raw);
      default ->
          throw Problem.unsupportedMediaType(
                  "Content-Encoding " + encoding + " is not supported; use gzip, zstd or identity.")
              .asException();
    };
  }
}
