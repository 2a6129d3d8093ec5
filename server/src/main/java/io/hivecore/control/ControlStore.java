package io.hivecore.control;

import io.hivecore.tenancy.TenantId;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the control data, each piece in one transaction. Safe for use by many threads; the
 * caller waits until its work is done. Work gets a context that is valid until it returns, and must
 * not call the store again.
 *
 * <p>Work is one tenant's, or says by its name that it spans tenants: the operator's, what finds
 * out whose something is, what is read for all of them at once. Queries name their tenant in any
 * case. On PostgreSQL the database holds them to it as well (row-level security): one tenant's work
 * finds and changes no row of another even if a query forgets to ask for its tenant. SQLite has no
 * such thing.
 *
 * <p>An exception that work throws reaches the caller as it is and undoes the transaction; failures
 * of the database become {@link ControlStoreException}.
 *
 * <p>{@code io.hivecore.control.sqlite} is the store on one machine, {@code
 * io.hivecore.control.postgresql} the one that several share. Each has migrations of its own under
 * {@code db/control}, equal in what they mean; the queries are the same.
 */
public interface ControlStore extends AutoCloseable {
  /**
   * Reads from one consistent snapshot, beside other readers and the writer. Changing something is
   * refused.
   */
  <T extends @Nullable Object> T read(TenantId tenant, Function<DSLContext, T> work);

  /** The same over the rows of all tenants and those that belong to none. */
  <T extends @Nullable Object> T readAcrossTenants(Function<DSLContext, T> work);

  /**
   * Reads and writes; one such transaction runs at a time, over all processes that share the store.
   * It is durable when this returns.
   */
  <T extends @Nullable Object> T write(TenantId tenant, Function<DSLContext, T> work);

  /** The same over the rows of all tenants and those that belong to none. */
  <T extends @Nullable Object> T writeAcrossTenants(Function<DSLContext, T> work);

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
    readAcrossTenants(control -> control.selectOne().fetchOne());
  }

  /** Lets work that has begun end, refuses other work, and closes the connections. */
  @Override
  void close();
}
