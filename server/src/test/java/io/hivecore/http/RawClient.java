package io.hivecore.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Speaks to a server byte by byte. Fails a read after 10 s. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawClient connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One answer.
   *
   * @param headers by lower-case name; the last of a repeated one
   */
  public record Answer(int status, Map<String, String> headers, byte[] content) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** Sends ISO-8859-1 text. */
  public RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends as long as the server takes it; false when it no longer does. */
  public boolean trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the sending direction. */
  public RawClient endOutput() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an answer that has content. */
  public Answer answer() {
    return answer(true);
  }

  /** Reads an answer to HEAD. */
  public Answer answerToHead() {
    return answer(false);
  }

  private Answer answer(boolean content) {
    try {
      String statusLine = line();
      if (!statusLine.startsWith("HTTP/1.1 ")) {
        throw new AssertionError("no answer: " + statusLine);
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      boolean hasContent = content && status >= 200 && status != 204 && status != 304;
      return new Answer(status, headers, hasContent ? content(headers) : new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] content(Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new AssertionError("the answer ended after " + bytes.length + " of " + length);
      }
      return bytes;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      all.writeBytes(chunk);
    }
    return all.toByteArray();
  }

  /** Reads the head of a streamed answer and its first chunk. */
  public byte[] chunkOfAnswer() {
    Answer head = answer(false);
    if (!head.header("transfer-encoding").equals("chunked")) {
      throw new AssertionError("no stream: " + head);
    }
    return chunk();
  }

  /** Reads one chunk of a streamed answer; empty at its end. */
  public byte[] chunk() {
    try {
      byte[] bytes = in.readNBytes(Integer.parseInt(line(), 16));
      line();
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new AssertionError("the server closed after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Waits until the server closes; what it still sends counts as an error. */
  public boolean isClosedByServer() {
    try {
      int read = in.read();
      if (read >= 0) {
        throw new AssertionError("the server sent more: " + (char) read);
      }
      return true;
    } catch (SocketException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Breaks the connection with a reset, as a process that dies with data unread. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
