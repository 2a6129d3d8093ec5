/** The control store in one SQLite file: the default on one machine. */
@NullMarked
package io.hivecore.control.sqlite;

import org.jspecify.annotations.NullMarked;
