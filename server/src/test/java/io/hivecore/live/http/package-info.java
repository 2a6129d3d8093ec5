/** Tests of the live streams over HTTP. */
@NullMarked
package io.hivecore.live.http;

import org.jspecify.annotations.NullMarked;
