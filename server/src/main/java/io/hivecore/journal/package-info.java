/** The durable ordered log between the acknowledgement and the stores. */
@NullMarked
package io.hivecore.journal;

import org.jspecify.annotations.NullMarked;
