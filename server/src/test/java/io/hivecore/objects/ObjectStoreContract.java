package io.hivecore.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of objects has to do. */
public abstract class ObjectStoreContract {
  protected static final TenantId ONE = new TenantId(new UUID(0, 1));
  protected static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  /** Of the store. */
  protected volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

  /** A store without objects. */
  protected abstract ObjectStore store() throws IOException;

  @Test
  void givesBackWhatWasPut() throws Exception {
    ObjectStore store = store();
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    for (byte[] content : List.of(HELLO, large, new byte[0])) {
      ObjectId id = store.put(ONE, "image/png", content);
      assertThat(id).isEqualTo(ObjectId.of(content));
      try (StoredObject object = store.open(ONE, id).orElseThrow()) {
        assertThat(object.mediaType()).isEqualTo("image/png");
        assertThat(object.size()).isEqualTo(content.length);
        assertThat(object.content().readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void namesAContentByItsSha256() throws Exception {
    assertThat(store().put(ONE, "text/plain", HELLO).text())
        .isEqualTo("sha256-2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void keepsTheSameContentOnce() throws Exception {
    ObjectStore store = store();
    ObjectId id = store.put(ONE, "image/png", HELLO);
    long size = store.size(ONE);
    assertThat(store.put(ONE, "text/plain", HELLO)).isEqualTo(id);
    assertThat(store.put(ONE, "text/plain", new ByteArrayInputStream(HELLO))).isEqualTo(id);
    assertThat(store.size(ONE)).isEqualTo(size);
    try (StoredObject object = store.open(ONE, id).orElseThrow()) {
      assertThat(object.mediaType()).isEqualTo("image/png");
    }
  }

  @Test
  void findsAnObjectByHowItsIdBegins() throws Exception {
    ObjectStore store = store();
    ObjectId id = store.put(ONE, "image/png", HELLO);
    store.put(ONE, "image/png", new byte[0]);
    store.put(OTHER, "image/png", new byte[1]);
    for (int digits : List.of(32, 33, 64)) {
      ObjectIdStart start = ObjectIdStart.ofDigits(id.digits().substring(0, digits));
      assertThat(store.find(ONE, start)).contains(id);
      assertThat(store.find(OTHER, start)).isEmpty();
    }
    // The same folder, but not the same file.
    ObjectIdStart near = ObjectIdStart.ofDigits(id.digits().substring(0, 31) + "0");
    assertThat(store.find(ONE, near)).isEmpty();
    for (String text :
        List.of(id.text().substring(0, 38), id.text() + "0", "sha256-" + "*".repeat(32), "")) {
      assertThat(ObjectIdStart.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void anObjectIsRenewedWithoutItsContent() throws Exception {
    ObjectStore store = store();
    ObjectId id = store.put(ONE, "image/png", HELLO);
    Instant first = now;
    now = first.plus(Duration.ofDays(2));
    assertThat(store.renew(OTHER, id)).isFalse();
    assertThat(store.renew(ONE, ObjectId.of(new byte[1]))).isFalse();
    assertThat(store.renew(ONE, id)).isTrue();
    assertThat(store.expire(ONE, first.plus(Duration.ofDays(1)))).isZero();
    try (StoredObject object = store.open(ONE, id).orElseThrow()) {
      assertThat(object.lastPut()).isEqualTo(now);
      assertThat(object.id()).isEqualTo(id);
    }
  }

  @Test
  void whatCannotBeReadToItsEndIsNotKept() throws Exception {
    ObjectStore store = store();
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(HELLO),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the sender is gone");
              }

              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("the sender is gone");
              }
            });
    assertThatThrownBy(() -> store.put(ONE, "text/plain", broken)).isInstanceOf(IOException.class);
    assertThat(store.open(ONE, ObjectId.of(HELLO))).isEmpty();
    assertThat(store.size(ONE)).isZero();
  }

  @Test
  void whatOneTenantPutsNoOtherFindsCountsOrRemoves() throws Exception {
    ObjectStore store = store();
    ObjectId id = store.put(ONE, "text/plain", HELLO);
    assertThat(store.open(OTHER, id)).isEmpty();
    assertThat(store.size(OTHER)).isZero();
    assertThat(store.expire(OTHER, now.plusSeconds(9))).isZero();
    store.deleteTenant(OTHER);
    assertThat(there(store, ONE, id)).isTrue();
    assertThat(store.put(OTHER, "text/plain", HELLO)).isEqualTo(id);
    store.deleteTenant(ONE);
    assertThat(there(store, OTHER, id)).isTrue();
  }

  @Test
  void aTenantsObjectsGoWithItAndItMayComeBack() throws Exception {
    ObjectStore store = store();
    ObjectId id = store.put(ONE, "text/plain", HELLO);
    store.deleteTenant(ONE);
    store.deleteTenant(ONE);
    assertThat(store.open(ONE, id)).isEmpty();
    assertThat(store.size(ONE)).isZero();
    store.put(ONE, "text/plain", HELLO);
    assertThat(there(store, ONE, id)).isTrue();
  }

  @Test
  void anObjectAgesFromWhenItWasLastPut() throws Exception {
    ObjectStore store = store();
    ObjectId old = store.put(ONE, "text/plain", new byte[] {1});
    ObjectId renewed = store.put(ONE, "text/plain", new byte[] {2});
    now = now.plus(Duration.ofDays(10));
    store.put(ONE, "text/plain", new byte[] {2});
    ObjectId fresh = store.put(ONE, "text/plain", new byte[] {3});

    assertThat(store.expire(ONE, now.minus(Duration.ofDays(5)))).isEqualTo(1);
    assertThat(there(store, ONE, old)).isFalse();
    assertThat(there(store, ONE, renewed)).isTrue();
    assertThat(there(store, ONE, fresh)).isTrue();
  }

  @Test
  void manyMayPutTheSame() throws Exception {
    ObjectStore store = store();
    byte[] content = new byte[200_000];
    List<Callable<ObjectId>> puts = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      puts.add(() -> store.put(ONE, "text/plain", content));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ObjectId> put : threads.invokeAll(puts)) {
        try (StoredObject object = store.open(ONE, put.get()).orElseThrow()) {
          assertThat(object.content().readAllBytes()).isEqualTo(content);
        }
      }
    }
    long size = store.size(ONE);
    assertThat(size).isBetween(200_000L, 201_000L);
  }

  protected static boolean there(ObjectStore store, TenantId tenant, ObjectId id)
      throws IOException {
    try (StoredObject object = store.open(tenant, id).orElse(null)) {
      return object != null;
    }
  }
}
