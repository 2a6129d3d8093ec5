/** Holds the OpenAPI document against the server, and the server against the document. */
@NullMarked
package io.hivecore.http.openapi;

import org.jspecify.annotations.NullMarked;
