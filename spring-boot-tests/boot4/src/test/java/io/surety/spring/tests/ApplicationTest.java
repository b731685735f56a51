package io.surety.spring.tests;

import static io.surety.spring.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.topology.Coordinator;
import io.surety.topology.config.CoordinatorConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.Lifecycle;

/** The application on a real broker, with a real coordinator and a real PostgreSQL. */
class ApplicationTest {
  private static final String ORDERS = "orders-of-the-shop";

  private static EmbeddedPostgres postgres;
  private static Coordinator coordinator;

  @BeforeAll
  static void start() throws Exception {
    EmbeddedKafka kafka = SharedBroker.get();
    postgres = EmbeddedPostgres.builder().start();
    RunningShop.createTables(postgres.getPostgresDatabase());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin.createTopics(List.of(new NewTopic(ORDERS, 2, (short) 1))).all().get();
    }
    coordinator = Coordinator.start(CoordinatorConfig.of(coordinatorSettings(kafka)));
  }

  private static Map<String, String> coordinatorSettings(EmbeddedKafka kafka) {
    Map<String, String> settings = new HashMap<>();
    settings.put("surety.bootstrap.servers", kafka.bootstrapServers());
    settings.put("surety.application.id", "surety");
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", "2");
    settings.put("surety.replication.factor", "1");
    settings.put("surety.stream.threads", "1");
    settings.put("surety.standby.replicas", "0");
    settings.put("surety.state.dir", Path.of("target", "coordinator").toAbsolutePath().toString());
    return settings;
  }

  @AfterAll
  static void stop() throws Exception {
    if (coordinator != null) {
      coordinator.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void ordersArePaidAndInvoicedOnceEach() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("surety.test.boot"));
    try (RunningShop shop = startShop()) {
      List<String> paid = IntStream.range(0, 50).mapToObj(i -> "paid-" + i).toList();

      paid.forEach(order -> shop.orders().pay(order, 100));
      shop.orders().pay("fails-once", 100);
      assertThatThrownBy(() -> shop.orders().payAndFail("failed")).hasMessage("no money");

      eventually(
          () ->
              assertThat(shop.jdbc().queryForList("SELECT order_id FROM invoices", String.class))
                  .containsAll(paid)
                  .contains("fails-once"));
      eventually(() -> assertThat(shop.get(Shop.Mail.class).sent).hasSizeGreaterThanOrEqualTo(51));
      eventually(() -> assertThat(Healths.of(shop)).startsWith("UP").contains("outboxDepth=0"));
      assertThat(paid).allSatisfy(order -> assertThat(shop.invoices(order)).isEqualTo(1));
      assertThat(shop.invoices("fails-once")).isEqualTo(1);
      assertThat(shop.invoices("failed")).isZero();

      invoicesLaterWhatIsPaidWhileNobodyListens(shop);
    }
  }

  /** In the same application, because its start is what costs. */
  private static void invoicesLaterWhatIsPaidWhileNobodyListens(RunningShop shop) {
    Lifecycle listeners = (Lifecycle) shop.bean("reliableListenerContainer");
    listeners.stop();
    shop.orders().pay("meanwhile", 1);
    eventually(() -> assertThat(Healths.of(shop)).contains("outboxDepth=0"));
    assertThat(shop.invoices("meanwhile")).isZero();

    listeners.start();

    eventually(() -> assertThat(shop.invoices("meanwhile")).isEqualTo(1));
  }

  private static RunningShop startShop() {
    return RunningShop.start(
        List.of(),
        "surety.bootstrap-servers=" + SharedBroker.get().bootstrapServers(),
        "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
        "surety.destinations=" + ORDERS,
        "shop.destination=" + ORDERS);
  }
}
