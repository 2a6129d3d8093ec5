/** Tests of the routes of health and metrics. */
@NullMarked
package io.hivecore.operations.http;

import org.jspecify.annotations.NullMarked;
