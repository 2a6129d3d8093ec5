package io.hivecore.http.grpc;

import io.hivecore.tenancy.TenantId;
import java.util.Optional;

/** One call of a method. Belongs to its thread. */
public interface GrpcCall {
  /**
   * The caller's tenant.
   *
   * @throws io.hivecore.http.ProblemException 403 for an operator, who has none
   */
  TenantId tenant();

  /** The message, inflated. */
  byte[] message();

  /** A header's first value; empty when absent or blank. */
  Optional<String> header(String name);

  /** Sets a header of the answer; of ASCII. */
  void responseHeader(String name, String value);

  /**
   * Takes room in memory for what the message is made into, until the answer is sent.
   *
   * @throws io.hivecore.http.ProblemException 429 or 503 when too much is in flight
   */
  void reserve(long bytes);
}
