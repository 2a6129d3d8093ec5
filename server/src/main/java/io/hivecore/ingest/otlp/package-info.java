/**
 * Requests of the OpenTelemetry protocol, as they come in by any door: checked, cut into pieces
 * that memory bears, and handed to the dialects.
 */
@NullMarked
package io.hivecore.ingest.otlp;

import org.jspecify.annotations.NullMarked;
