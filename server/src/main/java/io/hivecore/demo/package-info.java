/**
 * A believable fleet that streams in over the public API, so that a newcomer sees the system live.
 */
@NullMarked
package io.hivecore.demo;

import org.jspecify.annotations.NullMarked;
