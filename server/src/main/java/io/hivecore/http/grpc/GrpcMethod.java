package io.hivecore.http.grpc;

import io.hivecore.http.Access;

/**
 * One method that takes one message and answers with one, both in protobuf.
 *
 * @param service its full name, such as {@code package.Service}
 * @param name the method's
 */
public record GrpcMethod(String service, String name, Access access, Handler handler) {
  /** Answers one call, on a virtual thread. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The answer's message.
     *
     * @throws io.hivecore.http.ProblemException which becomes the call's status
     */
    byte[] handle(GrpcCall call);
  }
}
