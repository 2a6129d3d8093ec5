/** Tests of the control store in PostgreSQL, on a real server. */
@NullMarked
package io.hivecore.control.postgresql;

import org.jspecify.annotations.NullMarked;
