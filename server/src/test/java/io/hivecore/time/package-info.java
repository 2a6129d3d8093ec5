/** Tests of the machine's clock. */
@NullMarked
package io.hivecore.time;

import org.jspecify.annotations.NullMarked;
