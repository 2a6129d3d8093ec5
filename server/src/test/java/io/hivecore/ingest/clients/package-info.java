/** Tests of what other products' clients send. */
@NullMarked
package io.hivecore.ingest.clients;

import org.jspecify.annotations.NullMarked;
