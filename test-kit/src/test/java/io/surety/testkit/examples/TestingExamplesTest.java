package io.surety.testkit.examples;

import static io.surety.testkit.SignalType.CONFIRM;
import static io.surety.testkit.SignalType.OUTCOME;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.lifecycle.Reason;
import io.surety.testkit.SimulatedCrash;
import io.surety.testkit.SuretyTestKit;
import io.surety.testkit.SuretyTestKitExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of docs/testing.md, which has them word for word; and they run. */
class TestingExamplesTest {

  /** The application of the examples. */
  static final class Orders {
    final Set<String> paid = new HashSet<>();
    final Publisher publisher;

    Orders(Surety surety) {
      publisher =
          surety.publisher(
              "order-service",
              PublisherOptions.create()
                  .checkBack(
                      question ->
                          paid.contains(question.businessKey().orElseThrow())
                              ? Verdict.CONFIRM
                              : Verdict.ROLL_BACK));
    }

    String pay(String order) {
      Message message = Message.to("order-paid").key(order).payload(order).build();
      publisher.executeWithoutResult(message, () -> paid.add(order));
      return message.id();
    }
  }

  /** The other application. */
  static final class Billing {
    final List<String> invoices = new ArrayList<>();
    boolean isVendorDown;

    Billing(Surety surety) {
      surety
          .consumer("billing")
          .destination("order-paid")
          .redelivery(RedeliveryPolicy.steps(ofMinutes(1), ofMinutes(10)))
          .handler(delivery -> invoice(delivery.payloadText()))
          .start();
    }

    void invoice(String order) {
      if (isVendorDown) {
        throw new IllegalStateException("vendor is down");
      }
      invoices.add(order);
    }
  }

  @Nested
  class First {
    @Test
    void aPaidOrderIsInvoiced() {
      try (SuretyTestKit kit = SuretyTestKit.create().destination("order-paid")) {
        Orders orders = new Orders(kit.surety());
        Billing billing = new Billing(kit.surety());

        String id = orders.pay("42");

        kit.assertThat(id).isConsumedBy("billing");
        assertEquals(List.of("42"), billing.invoices);
      }
    }
  }

  @Nested
  @ExtendWith(SuretyTestKitExtension.class)
  class BillingTest {
    private final SuretyTestKit kit;
    private final Orders orders;
    private final Billing billing;

    BillingTest(SuretyTestKit kit) {
      this.kit = kit.destination("order-paid");
      this.orders = new Orders(kit.surety());
      this.billing = new Billing(kit.surety());
    }

    @Test
    void invoicesWhenTheVendorIsBack() {
      billing.isVendorDown = true;
      String id = orders.pay("42");
      kit.assertThat(id).isWaiting("billing");

      billing.isVendorDown = false;
      kit.advance(ofMinutes(1));

      kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 2);
    }

    @Test
    void givesUpAfterThreeAttemptsAndIsRedriven() {
      billing.isVendorDown = true;
      String id = orders.pay("42");
      kit.advance(ofMinutes(11));

      kit.assertThat(id).isDead("billing", Reason.ATTEMPTS_EXHAUSTED);
      assertEquals("vendor is down", kit.deadLetters().get(0).errorMessage());

      billing.isVendorDown = false;
      kit.operator().redrive(id, "billing");

      kit.assertThat(id).isConsumedBy("billing");
    }

    @Test
    void invoicesWhatWasPaidJustBeforeTheCrash() {
      kit.faults().crashBeforeNext(CONFIRM);

      assertThrows(SimulatedCrash.class, () -> orders.pay("42"));
      assertEquals(Set.of("42"), orders.paid);
      kit.advance(ofSeconds(11));

      assertEquals(List.of("42"), billing.invoices);
    }

    @Test
    void bearsAMessageThatComesTwice() {
      kit.faults().crashBeforeNext(OUTCOME);

      orders.pay("42");

      assertEquals(List.of("42", "42"), billing.invoices);
    }
  }
}
