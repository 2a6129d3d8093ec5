/** The OpenAPI document of all routes, for programs and to read. */
@NullMarked
package io.hivecore.http.openapi;

import org.jspecify.annotations.NullMarked;
