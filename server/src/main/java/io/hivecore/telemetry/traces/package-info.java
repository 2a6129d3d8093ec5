/** What the spans of a trace come to: its tree, the calls to bill, its figures. */
@NullMarked
package io.hivecore.telemetry.traces;

import org.jspecify.annotations.NullMarked;
