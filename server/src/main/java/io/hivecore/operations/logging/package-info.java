/** The server's own log: text for a terminal, one JSON object a line for everything else. */
@NullMarked
package io.hivecore.operations.logging;

import org.jspecify.annotations.NullMarked;
