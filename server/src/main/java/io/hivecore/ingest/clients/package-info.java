/**
 * Reads what clients of other products send in forms of their own: Langfuse's events, the traces of
 * OpenAI's Agents SDK, the messages to AgentScope's Studio. What they say of spans goes through the
 * dialects, as if it had come by OpenTelemetry: one arithmetic of tokens and costs for all.
 */
@NullMarked
package io.hivecore.ingest.clients;

import org.jspecify.annotations.NullMarked;
