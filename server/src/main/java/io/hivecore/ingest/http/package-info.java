/** The routes that telemetry comes in by. */
@NullMarked
package io.hivecore.ingest.http;

import org.jspecify.annotations.NullMarked;
