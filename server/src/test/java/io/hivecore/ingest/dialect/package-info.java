@NullMarked
package io.hivecore.ingest.dialect;

import org.jspecify.annotations.NullMarked;
