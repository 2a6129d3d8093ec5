/**
 * The routes that answer questions about telemetry: lists, sums, trends, statistics and exports.
 */
@NullMarked
package io.hivecore.telemetry.http;

import org.jspecify.annotations.NullMarked;
