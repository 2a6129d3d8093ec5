/** Puts points of metrics together: growth, levels and distributions by step of time. */
@NullMarked
package io.hivecore.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
