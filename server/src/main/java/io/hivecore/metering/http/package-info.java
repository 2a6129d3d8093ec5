/** Routes for prices: list, set, end, and tell which one applies. */
@NullMarked
package io.hivecore.metering.http;

import org.jspecify.annotations.NullMarked;
