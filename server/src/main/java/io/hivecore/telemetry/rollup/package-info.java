/**
 * Usage summed up by time, project, agent and model, so that sums over months need not read the
 * records: in memory while a segment is being written, in a file beside it from then on.
 */
@NullMarked
package io.hivecore.telemetry.rollup;

import org.jspecify.annotations.NullMarked;
