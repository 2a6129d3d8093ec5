package io.hivecore.configuration;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a settings record: one setting, or a group of them when the component is
 * a record itself.
 *
 * <p>The component's name makes the key ({@code segmentSize} of the group {@code journal} is {@code
 * journal.segment-size}) and the variable ({@code HIVECORE_JOURNAL_SEGMENT_SIZE}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What it does, in a sentence or two, for the reference page. */
  String description();

  /**
   * As it would be written in the file. Every setting has one, but for groups and {@code Optional}
   * components, which have none.
   */
  String defaultValue() default "";

  /** A further environment variable that sets it, for those with a name of their own. */
  String variable() default "";

  /** The least number, duration or size that is taken, as it would be written in the file. */
  String min() default "";

  /** The greatest number, duration or size that is taken, as it would be written in the file. */
  String max() default "";
}
