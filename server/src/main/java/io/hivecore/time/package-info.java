/** The machine's clock, and how long ago something was although the clock is set now and then. */
@NullMarked
package io.hivecore.time;

import org.jspecify.annotations.NullMarked;
