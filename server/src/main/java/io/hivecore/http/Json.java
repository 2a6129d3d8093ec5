package io.hivecore.http;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON (RFC 8259) as UTF-8. Decimals are written plainly, without an exponent. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Json() {}

  /** A whole document in memory. */
  public static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(out, content);
    return out.toByteArray();
  }

  /** A document into a stream, which is left open. */
  public static void write(OutputStream out, Consumer<JsonGenerator> content) {
    try (JsonGenerator generator =
        FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(out))) {
      content.accept(generator);
    }
  }

  /** An amount of money as wire text: all its decimals, at least six. */
  public static String money(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return (stripped.scale() < 6 ? stripped.setScale(6) : stripped).toPlainString();
  }

  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws java.io.IOException {
      flush();
    }
  }
}
