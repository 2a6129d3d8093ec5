/** The live stream as server-sent events over HTTP. */
@NullMarked
package io.hivecore.live.http;

import org.jspecify.annotations.NullMarked;
