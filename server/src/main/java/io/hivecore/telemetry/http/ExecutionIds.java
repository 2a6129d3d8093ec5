package io.hivecore.telemetry.http;

import java.util.UUID;

/** Tells under which id the record of an execution is kept, by the id that its sender gave it. */
@FunctionalInterface
public interface ExecutionIds {
  UUID recordId(String executionId);
}
