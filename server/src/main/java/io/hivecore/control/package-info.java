/** The control store: where tenants, keys and all other data that people configure are kept. */
@NullMarked
package io.hivecore.control;

import org.jspecify.annotations.NullMarked;
