/** Settings: typed records out of one YAML file, the environment and the command line. */
@NullMarked
package io.hivecore.configuration;

import org.jspecify.annotations.NullMarked;
