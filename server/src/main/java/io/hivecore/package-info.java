/**
 * Composition root: reads the configuration, chooses adapters, starts in order, stops in reverse.
 */
@NullMarked
package io.hivecore;

import org.jspecify.annotations.NullMarked;
