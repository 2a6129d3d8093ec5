package io.hivecore.http;

/**
 * How a route words its problems, where clients expect another form than a problem document. Status
 * and headers stay as they are.
 */
@FunctionalInterface
public interface ProblemForm {
  /**
   * What is sent.
   *
   * @param exchange whose body may be unread
   */
  Content of(Problem problem, Exchange exchange);

  /** A whole answer's content. */
  record Content(String contentType, byte[] bytes) {}
}
