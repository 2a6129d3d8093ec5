@NullMarked
package io.hivecore.objects;

import org.jspecify.annotations.NullMarked;
