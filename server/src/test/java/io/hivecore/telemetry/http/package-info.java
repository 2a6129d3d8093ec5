/** The query routes, asked over HTTP. */
@NullMarked
package io.hivecore.telemetry.http;

import org.jspecify.annotations.NullMarked;
