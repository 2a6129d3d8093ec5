/**
 * The cheapest HTTP client that is still correct: it shares its cores with the server that it
 * measures.
 */
@NullMarked
package io.hivecore.bench.http;

import org.jspecify.annotations.NullMarked;
