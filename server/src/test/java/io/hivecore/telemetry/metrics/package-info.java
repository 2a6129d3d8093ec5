/** Tests of what points of metrics come to. */
@org.jspecify.annotations.NullMarked
package io.hivecore.telemetry.metrics;
