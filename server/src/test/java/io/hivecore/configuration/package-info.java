/** Tests of the settings loader. */
@NullMarked
package io.hivecore.configuration;

import org.jspecify.annotations.NullMarked;
