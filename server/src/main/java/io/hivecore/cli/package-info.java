/** The commands of {@code ./hivecore}. */
@NullMarked
package io.hivecore.cli;

import org.jspecify.annotations.NullMarked;
