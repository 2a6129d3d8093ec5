/** Routes for masking rules: list, set, change, remove, and try out. */
@NullMarked
package io.hivecore.ingest.http.masking;

import org.jspecify.annotations.NullMarked;
