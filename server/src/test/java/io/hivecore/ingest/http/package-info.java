/** Tests of the ingest routes over HTTP. */
@NullMarked
package io.hivecore.ingest.http;

import org.jspecify.annotations.NullMarked;
