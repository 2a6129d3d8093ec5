package io.hivecore.control;

import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the control data, each piece in one transaction. Safe for use by many threads; the
 * caller waits until its work is done. Work gets a context that is valid until it returns, and must
 * not call the store again.
 *
 * <p>An exception that work throws reaches the caller as it is and undoes the transaction; failures
 * of the database become {@link ControlStoreException}.
 *
 * <p>{@code io.hivecore.control.sqlite} is the store on one machine. PostgreSQL, chosen by {@code
 * DATABASE_URL}, will stand beside it as {@code io.hivecore.control.postgresql} with migrations of
 * its own under {@code db/control/postgresql}; callers see no difference.
 */
public interface ControlStore extends AutoCloseable {
  /**
   * Reads from one consistent snapshot, beside other readers and the writer. Changing something is
   * refused.
   */
  <T extends @Nullable Object> T read(Function<DSLContext, T> work);

  /**
   * Reads and writes; one such transaction runs at a time, over all processes that share the store.
   * It is durable when this returns.
   */
  <T extends @Nullable Object> T write(Function<DSLContext, T> work);

  /**
   * A number that is different after any process, this one included, has committed a change. Cheap
   * enough to be asked several times a second. It counts nothing and means nothing in another
   * process.
   */
  long changes();

  /**
   * Proves that the store answers.
   *
   * @throws ControlStoreException when it does not
   */
  default void check() {
    read(control -> control.selectOne().fetchOne());
  }

  /** Lets work that has begun end, refuses other work, and closes the connections. */
  @Override
  void close();
}
