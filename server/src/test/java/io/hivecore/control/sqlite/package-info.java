/** Tests of the control store in SQLite. */
@NullMarked
package io.hivecore.control.sqlite;

import org.jspecify.annotations.NullMarked;
