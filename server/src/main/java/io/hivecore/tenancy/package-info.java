/** Who a call belongs to: the leaf that every room may use. */
@NullMarked
package io.hivecore.tenancy;

import org.jspecify.annotations.NullMarked;
