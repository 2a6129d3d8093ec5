package io.hivecore.http;

/** Leaves a handler whose request is answered already, before it makes content for nobody. */
final class Answered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Answered() {
    super("answered", null, false, false);
  }
}
