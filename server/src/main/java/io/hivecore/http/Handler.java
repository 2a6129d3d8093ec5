package io.hivecore.http;

import java.io.IOException;

/** Answers one request. A {@link ProblemException} becomes its problem document. */
@FunctionalInterface
public interface Handler {
  void handle(Exchange exchange) throws IOException;
}
