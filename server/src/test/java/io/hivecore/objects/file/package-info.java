@NullMarked
package io.hivecore.objects.file;

import org.jspecify.annotations.NullMarked;
