/** Finds texts by their words: what a word is, and indexes of them. */
@NullMarked
package io.hivecore.telemetry.words;

import org.jspecify.annotations.NullMarked;
