@NullMarked
package io.hivecore.ingest.masking.jooq;

import org.jspecify.annotations.NullMarked;
