/** Canonical telemetry records, the stores that keep them and the questions they answer. */
@NullMarked
package io.hivecore.telemetry;

import org.jspecify.annotations.NullMarked;
