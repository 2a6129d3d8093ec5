@NullMarked
package io.hivecore.ingest.masking;

import org.jspecify.annotations.NullMarked;
