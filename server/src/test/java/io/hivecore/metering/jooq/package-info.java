@NullMarked
package io.hivecore.metering.jooq;

import org.jspecify.annotations.NullMarked;
