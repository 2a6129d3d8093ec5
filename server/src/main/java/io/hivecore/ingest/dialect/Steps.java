package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanKind;

/**
 * Gives the plain names that some senders use their meaning. A {@code name} may be anything; beside
 * the attribute that told the kind of the step it is that step's.
 */
final class Steps {
  private Steps() {}

  static void apply(Found found) {
    Found.Value kind = found.value(Slot.KIND);
    if (kind == null || !isTold(kind.key())) {
      return;
    }
    if (kind.value() == SpanKind.AGENT) {
      found.fill(Slot.AGENT_NAME, Slot.STEP_NAME);
      found.fill(Slot.AGENT_ID, Slot.STEP_ID);
    } else if (kind.value() == SpanKind.TOOL) {
      found.fill(Slot.TOOL_NAME, Slot.STEP_NAME);
      found.fill(Slot.TOOL_CALL_ID, Slot.STEP_ID);
      found.fill(Slot.TOOL_ARGUMENTS, Slot.STEP_ARGUMENTS);
    } else if (kind.value() == SpanKind.CHAIN && kind.key().equals(Logfire.TEMPLATE)) {
      found.fill(Slot.TRACE_NAME, Slot.STEP_NAME);
    }
  }

  private static boolean isTold(String key) {
    return key.equals(AgentScope.OLD_KIND) || key.equals(Logfire.TEMPLATE);
  }
}
