package io.hivecore.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The server's reader, but header values keep their bytes. The server reads them as ASCII and puts
 * U+FFFD for every other byte, so that different values became one. Here each byte is one character
 * of ISO-8859-1, whatever it stands for; {@link HeaderText} finds that out. Not UTF-8 at once:
 * numbers in headers must not have the digits of other scripts, which Java would take.
 */
final class ByteReader extends DataReader {
  // The server means to hide this constructor. When it does, headers are to be refused that have
  // U+FFFD: there is no other way to their bytes.
  @SuppressWarnings("removal")
  ByteReader(Supplier<byte[]> source) {
    super(source);
  }

  @Override
  public LazyString readLazyString(Charset charset, int length) {
    return super.readLazyString(StandardCharsets.ISO_8859_1, length);
  }
}
