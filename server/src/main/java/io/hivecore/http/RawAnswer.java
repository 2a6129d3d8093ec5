package io.hivecore.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A problem as the bytes of a whole HTTP/1.1 response, for where there is no request to answer. */
final class RawAnswer {
  private RawAnswer() {}

  static byte[] of(Problem problem, String instance) {
    String requestId = RequestIds.next();
    byte[] content = ProblemDocument.bytes(problem, instance, requestId);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(problem.status()).append(' ').append(problem.title());
    line(head, "Content-Type", ProblemDocument.CONTENT_TYPE);
    line(head, "Content-Length", Integer.toString(content.length));
    line(head, "Connection", "close");
    line(head, AnswerHeaders.REQUEST_ID_NAME, requestId);
    for (Map.Entry<String, String> header : ProblemDocument.headers(problem).entrySet()) {
      line(head, header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> header : AnswerHeaders.ALWAYS.entrySet()) {
      line(head, header.getKey(), header.getValue());
    }
    head.append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + content.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }
}
