/** What the rooms that read JSON say alike. */
@NullMarked
package io.hivecore.json;

import org.jspecify.annotations.NullMarked;
