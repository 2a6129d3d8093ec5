/** The control store in a PostgreSQL database, which several servers may share. */
@NullMarked
package io.hivecore.control.postgresql;

import org.jspecify.annotations.NullMarked;
