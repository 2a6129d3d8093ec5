/** Tests of the commands. */
@NullMarked
package io.hivecore.cli;

import org.jspecify.annotations.NullMarked;
