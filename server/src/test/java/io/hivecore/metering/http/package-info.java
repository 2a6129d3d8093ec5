@NullMarked
package io.hivecore.metering.http;

import org.jspecify.annotations.NullMarked;
