package io.hivecore.bench.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection, one request at a time. Belongs to one thread. */
public final class Connection implements AutoCloseable {
  /** Smaller requests go out in one piece; to copy a larger one costs more than a second call. */
  private static final int LARGE = 64 * 1024;

  private final Target target;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public Connection(Target target) throws IOException {
    this.target = target;
    this.socket = new Socket(target.base().getHost(), target.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
  }

  public Answer get(String pathAndQuery) throws IOException {
    out.write(target.head("GET", pathAndQuery, "", 0));
    return read();
  }

  public Answer post(String path, String contentType, byte[] body) throws IOException {
    byte[] head = target.head("POST", path, contentType, body.length);
    if (body.length > LARGE) {
      out.write(head);
      out.write(body);
      return read();
    }
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    return read();
  }

  /** Begins a GET and hands over the body as it comes; for streams that do not end. */
  public InputStream stream(String pathAndQuery) throws IOException {
    out.write(target.head("GET", pathAndQuery, "", 0));
    Head head = head();
    if (head.status() != 200) {
      throw new IOException("the stream answered " + head.status());
    }
    return head.chunked() ? new Chunks(in) : in;
  }

  private Answer read() throws IOException {
    Head head = head();
    if (!head.chunked()) {
      byte[] body = in.readNBytes(head.length());
      if (body.length < head.length()) {
        throw new EOFException("the answer ended early");
      }
      return new Answer(head.status(), body);
    }
    return new Answer(head.status(), new Chunks(in).readAllBytes());
  }

  private Head head() throws IOException {
    String statusLine = line(in);
    int status = Integer.parseInt(statusLine.substring(9, 12));
    int length = 0;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
        chunked = header.toLowerCase(Locale.ROOT).contains("chunked");
      }
    }
    return new Head(status, length, chunked);
  }

  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private record Head(int status, int length, boolean chunked) {}
}
