/** Tests of the live streams. */
@NullMarked
package io.hivecore.live;

import org.jspecify.annotations.NullMarked;
