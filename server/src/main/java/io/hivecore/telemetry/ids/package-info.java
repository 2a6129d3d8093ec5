/** Which records a sealed segment holds: a filter that mostly knows, and an index that tells. */
@NullMarked
package io.hivecore.telemetry.ids;

import org.jspecify.annotations.NullMarked;
