package io.surety.spring.tests;

import static io.surety.spring.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.surety.client.Message;
import io.surety.client.Surety;
import io.surety.lifecycle.Reason;
import io.surety.spring.PayloadConverter;
import io.surety.spring.ReliableListener;
import io.surety.spring.ReliableSend;
import io.surety.spring.TransactionalOutbox;
import io.surety.testkit.SignalType;
import io.surety.testkit.SuretyTestKit;
import io.surety.testkit.TestedMessage;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The starter, with a coordinator in memory and H2: what does not need a broker. */
class KitTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static SuretyTestKit kit;

  private final String url =
      "jdbc:h2:mem:shop" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";

  /** An application replaces a bean by having one. */
  @Configuration(proxyBeanMethods = false)
  static class Kit {
    @Bean(destroyMethod = "")
    Surety surety() {
      return kit.surety();
    }
  }

  @BeforeEach
  void open() {
    kit = SuretyTestKit.create().destination("order-paid");
    RunningShop.createTables(new DriverManagerDataSource(url, "sa", ""));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void whatIsCommittedIsPublishedAndConsumedInOneTransactionWithTheInbox() {
    try (RunningShop shop = start()) {
      shop.orders().pay("42", 4200);

      eventually(() -> assertThat(shop.invoices("42")).isEqualTo(1));
      eventually(() -> kit.assertThat(only().id()).isCompleted().isConsumedBy("billing", "mail"));
      assertThat(only().payloadText()).isEqualTo("{\"orderId\":\"42\",\"cents\":4200}");
      assertThat(only().key()).contains("42");
      assertThat(only().tag()).contains("eu.4200");
      assertThat(only().producer()).isEqualTo("shop");
      assertThat(shop.get(Shop.Mail.class).sent)
          .containsExactly("eu.4200 {\"orderId\":\"42\",\"cents\":4200}");
      assertThat(inboxRows(shop)).isEqualTo(1);
    }
  }

  @Test
  void whatIsRolledBackIsNotPublished() {
    try (RunningShop shop = start()) {
      assertThatThrownBy(() -> shop.orders().payAndFail("42")).hasMessage("no money");
      shop.orders().pay("43", 1);

      eventually(() -> assertThat(shop.invoices("43")).isEqualTo(1));
      assertThat(shop.orders().isPaid("42")).isFalse();
      assertThat(kit.messages()).hasSize(1);
    }
  }

  @Test
  void withoutATransactionTheMethodIsNotEvenCalled() {
    try (RunningShop shop = start()) {
      assertThatThrownBy(() -> shop.orders().payWithoutTransaction("42"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("@ReliableSend method Orders.payWithoutTransaction")
          .hasMessageContaining("@Transactional");
      assertThat(shop.orders().isPaid("42")).isFalse();

      shop.get(Shop.Callers.class).payWithoutTransactionOfItsOwn("43");
      eventually(() -> assertThat(shop.invoices("43")).isEqualTo(1));
    }
  }

  @Test
  void theMessageBelongsToTheMethodsOwnTransaction() {
    try (RunningShop shop = start()) {
      assertThatThrownBy(() -> shop.get(Shop.Callers.class).payWithinAndFail("42"))
          .hasMessage("failed afterwards");

      assertThat(shop.orders().isPaid("42")).isTrue();
      eventually(() -> assertThat(shop.invoices("42")).isEqualTo(1));
    }
  }

  /** Transactions are the innermost of all advice that has an order. */
  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(order = Integer.MIN_VALUE, proxyTargetClass = true)
  static class TransactionsOutside {}

  /** Transactions are the innermost of all advice that has an order, and there is another. */
  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(order = Integer.MAX_VALUE, proxyTargetClass = true)
  static class TransactionsInside {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor counting() {
      Advice advice =
          (MethodInterceptor)
              invocation -> {
                CALLS.incrementAndGet();
                return invocation.proceed();
              };
      DefaultPointcutAdvisor advisor =
          new DefaultPointcutAdvisor(
              new AnnotationMatchingPointcut(null, ReliableSend.class, true), advice);
      advisor.setOrder(Integer.MAX_VALUE);
      return advisor;
    }
  }

  @Test
  void theOrderOfOtherAdviceDoesNotMatter() {
    for (Class<?> order : List.of(TransactionsOutside.class, TransactionsInside.class)) {
      try (RunningShop shop = start(order)) {
        String id = order.getSimpleName();
        assertThatThrownBy(() -> shop.get(Shop.Callers.class).payWithinAndFail(id))
            .hasMessage("failed afterwards");

        eventually(() -> assertThat(shop.invoices(id)).isEqualTo(1));
      }
    }
    assertThat(TransactionsInside.CALLS).hasPositiveValue();
  }

  @Test
  void aHandlerThatFailsLeavesNothingAndIsCalledAgain() {
    try (RunningShop shop = start()) {
      shop.orders().pay("fails-once", 1);
      eventually(() -> assertThat(shop.get(Shop.Billing.class).attempts).hasSize(1));
      eventually(() -> kit.assertThat(only().id()).isWaiting("billing"));
      assertThat(shop.invoices("fails-once")).isZero();
      assertThat(inboxRows(shop)).isZero();

      kit.advance(Duration.ofMillis(50));

      kit.assertThat(only().id()).isConsumedBy("billing").hasAttempts("billing", 2);
      assertThat(shop.invoices("fails-once")).isEqualTo(1);
    }
  }

  @Test
  void aMessageThatComesTwiceHasItsEffectOnce() {
    try (RunningShop shop = start()) {
      kit.faults().duplicateNextDelivery();

      shop.orders().pay("42", 1);

      eventually(() -> kit.assertThat(only().id()).isCompleted());
      assertThat(shop.invoices("42")).isEqualTo(1);
      assertThat(shop.get(Shop.Billing.class).attempts).containsExactly("42 #1");
      assertThat(shop.get(Shop.Mail.class).sent).hasSize(2);
    }
  }

  @Test
  void aRejectedMessageIsDeadAndLeavesNothing() {
    try (RunningShop shop = start()) {
      shop.orders().pay("rejected", 1);

      eventually(() -> kit.assertThat(only().id()).isDead("billing", Reason.REJECTED));
      assertThat(shop.invoices("rejected")).isZero();
    }
  }

  @Test
  void aPayloadThatCannotBeReadIsRejectedWithTheMethod() {
    try (RunningShop shop = start()) {
      shop.orders().payWithText("no json");

      eventually(() -> kit.assertThat(only().id()).isDead("billing", Reason.REJECTED));
      assertThat(kit.deadLetters().get(0).errorMessage())
          .contains("@ReliableListener method Billing.on cannot take the payload");
    }
  }

  @Test
  void anEmptyOptionalPublishesNothingAndAMessageIsPublishedAsItIs() {
    try (RunningShop shop = start()) {
      Message message =
          Message.to("order-paid")
              .id("own")
              .key("k")
              .payload("{\"orderId\":\"44\",\"cents\":44}")
              .build();
      shop.jdbc().update("INSERT INTO orders (order_id) VALUES ('42')");

      shop.orders().payIfOpen("42");
      shop.orders().payWithMessage(message);
      shop.orders().payIfOpen("43");

      eventually(() -> assertThat(shop.invoices("43")).isEqualTo(1));
      eventually(() -> kit.assertThat("own").isConsumedBy("billing"));
      assertThat(kit.messages()).hasSize(2);
    }
  }

  @Test
  void whileKafkaIsAwayMessagesWaitInTheOutboxAndTheHealthSaysSo() {
    try (RunningShop shop = start("surety.health.outbox-age-max=1ms")) {
      assertThat(Healths.of(shop)).startsWith("UP").contains("outboxDepth=0");
      kit.faults().refuseAll(SignalType.SEND);

      shop.orders().pay("42", 1);

      eventually(() -> assertThat(Healths.of(shop)).startsWith("DOWN").contains("outboxDepth=1"));
      assertThat(shop.orders().isPaid("42")).isTrue();
      kit.faults().none();
      eventually(() -> assertThat(shop.invoices("42")).isEqualTo(1));
      eventually(() -> assertThat(Healths.of(shop)).startsWith("UP"));
    }
  }

  @Test
  void codeCanPublishThroughTheOutboxItself() {
    try (RunningShop shop = start()) {
      TransactionalOutbox outbox = shop.get(TransactionalOutbox.class);
      Message message =
          Message.to("order-paid").payload("{\"orderId\":\"45\",\"cents\":45}").build();

      assertThatThrownBy(() -> outbox.publish(message)).isInstanceOf(IllegalStateException.class);
      shop.get(TransactionTemplate.class).executeWithoutResult(status -> outbox.publish(message));

      eventually(() -> assertThat(shop.invoices("45")).isEqualTo(1));
    }
  }

  /** A format of the application's own. */
  @Configuration(proxyBeanMethods = false)
  static class OwnFormat {
    @Bean
    PayloadConverter lines() {
      return new PayloadConverter() {
        @Override
        public boolean supports(Type type) {
          return type == Shop.OrderPaid.class;
        }

        @Override
        public byte[] write(Object value) {
          Shop.OrderPaid paid = (Shop.OrderPaid) value;
          return (paid.orderId() + ";" + paid.cents()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] payload, Type type) {
          String[] parts = new String(payload, StandardCharsets.UTF_8).split(";");
          return new Shop.OrderPaid(parts[0], Integer.parseInt(parts[1]));
        }
      };
    }
  }

  @Test
  void anApplicationCanHaveItsOwnFormat() {
    try (RunningShop shop = start(OwnFormat.class)) {
      shop.orders().pay("42", 4200);

      eventually(() -> assertThat(shop.invoices("42")).isEqualTo(1));
      assertThat(only().payloadText()).isEqualTo("42;4200");
    }
  }

  @Test
  void listenersCanBeLeftOut() {
    try (RunningShop shop = start("surety.listener.auto-startup=false")) {
      shop.orders().pay("42", 1);

      eventually(() -> assertThat(kit.messages()).hasSize(1));
      kit.assertThat(only().id()).isDead(Reason.NO_SUBSCRIBER);
    }
  }

  @Test
  void listenersAreClosedBeforeWhatTheyNeed() throws Exception {
    DataSource dataSource;
    try (RunningShop shop = start()) {
      dataSource = shop.get(DataSource.class);
      assertThat(dataSource.getConnection()).satisfies(connection -> connection.close());
    }

    kit.surety().publisher("other").send(Message.to("order-paid").id("late").build());

    // The subscription stays, but nobody reads: no handler met a closed data source.
    kit.assertThat("late").isNotConsumedBy("billing").hasAttempts("billing", 1);
    assertThatThrownBy(dataSource::getConnection).hasMessageContaining("closed");
    assertThat(kit.deadLetters()).isEmpty();
  }

  /** Returns nothing that could be sent. */
  static class ReturnsNothing {
    @Transactional
    @ReliableSend(destination = "order-paid")
    public void pay() {}
  }

  /** Does not say where to. */
  static class HasNoDestination {
    @Transactional
    @ReliableSend
    public String pay() {
      return "";
    }
  }

  /** Wants what nobody has. */
  static class WantsTooMuch {
    @ReliableListener(destination = "order-paid", group = "much")
    void on(String one, String two) {}
  }

  @Test
  void whatIsWrongWithAMethodShowsAtTheStart() {
    assertThatThrownBy(() -> start(ReturnsNothing.class))
        .hasStackTraceContaining("@ReliableSend method ReturnsNothing.pay returns nothing");
    assertThatThrownBy(() -> start(HasNoDestination.class))
        .hasStackTraceContaining("@ReliableSend method HasNoDestination.pay has no destination");
    assertThatThrownBy(() -> start(WantsTooMuch.class))
        .hasStackTraceContaining("@ReliableListener method WantsTooMuch.on has too many");
  }

  @Test
  void withoutAnOutboxAReliableSendIsRefused() {
    try (RunningShop shop = start("surety.outbox.enabled=false")) {
      assertThatThrownBy(() -> shop.orders().pay("42", 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("surety.outbox.enabled");

      assertThat(shop.orders().isPaid("42")).isFalse();
    }
  }

  @Test
  void whyItDoesNotStartIsSaidWithWhatToDo() {
    Throwable failure =
        catchThrowable(
            () -> RunningShop.start(List.of(Kit.class), false, "spring.datasource.url=" + url));

    FailureAnalysis analysis = analyzer().analyze(failure);

    assertThat(analysis.getDescription()).contains("table surety_outbox cannot be read");
    assertThat(analysis.getAction()).contains("h2.sql").contains("surety.tables.create=true");
  }

  /** As Spring Boot finds it; those of its own are not for us. */
  private static FailureAnalyzer analyzer() {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {}))
        .stream()
        .filter(found -> found.getClass().getPackageName().equals("io.surety.spring"))
        .findFirst()
        .orElseThrow();
  }

  private RunningShop start(String... properties) {
    return start(List.of(Kit.class), properties);
  }

  private RunningShop start(Class<?> source, String... properties) {
    return start(List.of(Kit.class, source), properties);
  }

  private RunningShop start(List<Class<?>> sources, String... properties) {
    String[] all = new String[properties.length + 1];
    System.arraycopy(properties, 0, all, 0, properties.length);
    all[properties.length] = "spring.datasource.url=" + url;
    return RunningShop.start(sources, all);
  }

  private static TestedMessage only() {
    assertThat(kit.messages()).hasSize(1);
    return kit.messages().get(0);
  }

  private static int inboxRows(RunningShop shop) {
    Integer rows = shop.jdbc().queryForObject("SELECT COUNT(*) FROM surety_inbox", Integer.class);
    return rows == null ? 0 : rows;
  }
}
