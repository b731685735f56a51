package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundleTest {
  private Installation installation;
  private Surety surety;
  private Publisher publisher;
  private TopicLog prepares;
  private TopicLog confirms;
  private final List<CheckBackQuestion> asked = new CopyOnWriteArrayList<>();
  private volatile Verdict verdict = Verdict.CONFIRM;

  @BeforeEach
  void connect() {
    installation = Installation.on(Broker.shared());
    // See JdbcOutboxTest: up to 4.1, Kafka's client does not end splitting such a batch.
    surety = installation.connect("batch.size", 1_000);
    publisher =
        surety.publisher(
            "order-service",
            PublisherOptions.create()
                .checkBack(
                    question -> {
                      asked.add(question);
                      return verdict;
                    }));
    prepares = installation.log(installation.topics().prepare());
    confirms = installation.log(installation.topics().confirm());
  }

  @AfterEach
  void close() {
    surety.close();
    prepares.close();
    confirms.close();
  }

  @Test
  void oneRecordDecidesAllItsMessages() {
    String id = publisher.prepare(bundle("b"));
    publisher.confirm(bundle("b"));

    assertThat(id).isEqualTo("b");
    assertThat(prepares.untilNow())
        .extracting(Entry::key, e -> e.get("messageId"), e -> e.get("destination"))
        .containsExactly(
            tuple("b", "b~1of3", "order-paid"),
            tuple("b", "b~2of3", "points-earned"),
            tuple("b", "b~3of3", "order-paid"));
    assertThat(prepares.untilNow()).allSatisfy(e -> assertThat(e.get("mode")).isEqualTo("PREPARE"));
    assertThat(confirms.untilNow()).extracting(Entry::key).containsExactly("b");
    assertThat(decisions()).containsExactly("CONFIRM PRODUCER b~1of3 + [b~2of3, b~3of3]");
  }

  @Test
  void anyOfItsMessagesStandsForTheBundleInAConfirmOrRollBack() {
    publisher.confirm("b~2of3");
    publisher.rollBack("b~3of3", "too late");
    publisher.rollBack(bundle("c"), "no money");

    assertThat(decisions())
        .containsExactlyInAnyOrder(
            "CONFIRM PRODUCER b~2of3 + [b~1of3, b~3of3]",
            "ROLL_BACK PRODUCER b~3of3 + [b~1of3, b~2of3]",
            "ROLL_BACK PRODUCER c~1of3 + [c~2of3, c~3of3]");
    assertThat(confirms.untilNow())
        .extracting(e -> e.get("reason"))
        .containsExactlyInAnyOrder(null, "too late", "no money");
  }

  @Test
  void whatComesAfterTheDecisionIsAboutOneMessage() {
    publisher.cancel("b~2of3", "changed our mind");
    publisher.deliverNow("b~3of3");

    assertThat(decisions())
        .containsExactly("CANCEL PRODUCER b~2of3 + []", "DELIVER_NOW PRODUCER b~3of3 + []");
  }

  @Test
  void theAsyncVariantsWriteTheSame() {
    String id =
        publisher
            .prepareAsync(bundle("b"))
            .thenCompose(b -> publisher.confirmAsync(bundle(b)).thenApply(done -> b))
            .join();
    publisher.rollBackAsync(bundle("c"), "no money").join();

    assertThat(id).isEqualTo("b");
    assertThat(ids(prepares)).containsExactly("b~1of3", "b~2of3", "b~3of3");
    assertThat(decisions())
        .containsExactlyInAnyOrder(
            "CONFIRM PRODUCER b~1of3 + [b~2of3, b~3of3]",
            "ROLL_BACK PRODUCER c~1of3 + [c~2of3, c~3of3]");
  }

  @Test
  void allArePreparedBeforeTheWorkRuns() {
    String result =
        publisher.execute(
            bundle("b"),
            () -> {
              assertThat(ids(prepares)).containsExactly("b~1of3", "b~2of3", "b~3of3");
              assertThat(decisions()).isEmpty();
              return "paid";
            });

    assertThat(result).isEqualTo("paid");
    assertThat(decisions()).containsExactly("CONFIRM PRODUCER b~1of3 + [b~2of3, b~3of3]");
  }

  @Test
  void workThatFailsRollsAllOfThemBack() {
    assertThatThrownBy(
            () ->
                publisher.executeWithoutResult(
                    bundle("b"),
                    () -> {
                      throw new IOException("declined");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("declined");

    assertThat(decisions()).containsExactly("ROLL_BACK PRODUCER b~1of3 + [b~2of3, b~3of3]");
  }

  @Test
  void aCheckBackOfAnyMessageWhileTheWorkRunsIsAnsweredInProgress() {
    try (Writer writer = installation.writer()) {
      Questions questions = new Questions(installation, writer);

      publisher.execute(
          bundle("b"),
          () -> {
            questions.checkBack("b~2of3", "order-service", 1);
            return confirms.await(1).size();
          });

      assertThat(asked).isEmpty();
      assertThat(decisions())
          .containsExactly(
              "IN_PROGRESS CHECK_BACK b~2of3 + []", "CONFIRM PRODUCER b~1of3 + [b~2of3, b~3of3]");
    }
  }

  @Test
  void aVerdictAboutOneMessageDecidesTheBundle() {
    try (Writer writer = installation.writer()) {
      Questions questions = new Questions(installation, writer);
      questions.checkBack("b~2of3", "order-service", 4);
      confirms.await(1);
      verdict = Verdict.ROLL_BACK;
      questions.checkBack("c~1of2", "order-service", 1);
      confirms.await(2);
      verdict = Verdict.UNKNOWN;
      questions.checkBack("d~1of2", "order-service", 1);
      confirms.await(3);

      assertThat(asked)
          .extracting(CheckBackQuestion::bundleId)
          .containsExactly(Optional.of("b"), Optional.of("c"), Optional.of("d"));
      assertThat(decisions())
          .containsExactlyInAnyOrder(
              "CONFIRM PRODUCER b~2of3 + [b~1of3, b~3of3]",
              "ROLL_BACK PRODUCER c~1of2 + [c~2of2]",
              "UNKNOWN CHECK_BACK d~1of2 + []");
      assertThat(confirms.untilNow())
          .filteredOn(e -> e.get("decision").equals("CONFIRM"))
          .extracting(e -> e.get("reason"))
          .containsExactly("answer to check-back 4 of message 'b~2of3'");
    }
  }

  @Test
  void nothingIsStoredWhenOneOfThemIsTooLarge() {
    AtomicBoolean ran = new AtomicBoolean();
    Bundle large =
        Bundle.of(Message.to("order-paid"), Message.to("order-paid").payload(new byte[1_000_001]));

    assertThatThrownBy(() -> publisher.execute(large, () -> ran.getAndSet(true)))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("could not prepare message '" + large.messageIds().get(1) + "'");
    assertThat(publisher.prepareAsync(large))
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(NotDoneException.class);

    assertThat(ran).isFalse();
    assertThat(ids(prepares)).isEmpty();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void whatIsStoredOfABundleThatCannotBePreparedIsRolledBack() {
    installation.limit(installation.topics().prepare(), 2_000);
    AtomicBoolean ran = new AtomicBoolean();
    Bundle half =
        Bundle.builder()
            .id("half")
            .add(Message.to("order-paid"))
            .add(Message.to("order-paid").payload(new byte[5_000]))
            .build();

    NotDoneException notDone =
        catchThrowableOfType(
            NotDoneException.class, () -> publisher.execute(half, () -> ran.getAndSet(true)));

    assertThat(notDone.problem())
        .contains("bundle 'half'", "message 'half~2of2'", "what was stored of it is rolled back");
    assertThat(ran).isFalse();
    assertThat(ids(prepares)).containsExactly("half~1of2");
    assertThat(decisions()).containsExactly("ROLL_BACK PRODUCER half~1of2 + [half~2of2]");
  }

  @Test
  void aBundleOfWhichNothingIsStoredNeedsNoRollBack() {
    installation.limit(installation.topics().prepare(), 2_000);
    Bundle none =
        Bundle.of(
            Message.to("order-paid").payload(new byte[5_000]),
            Message.to("order-paid").payload(new byte[5_000]));

    assertThatThrownBy(() -> publisher.prepare(none))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("could not prepare bundle '" + none.id() + "'");

    assertThat(ids(prepares)).isEmpty();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void theOutcomeIsUnknownWhenNothingIsAnswered() {
    try (Broker broker = Broker.own()) {
      Installation own = Installation.on(broker);
      try (Surety patient =
          own.connect(
              "delivery.timeout.ms", 6_000, "request.timeout.ms", 5_000, "max.block.ms", 6_000)) {
        AtomicBoolean ran = new AtomicBoolean();
        Publisher orders =
            patient.publisher(
                "order-service", PublisherOptions.create().checkBack(question -> verdict));
        broker.freeze();

        OutcomeUnknownException unknown =
            catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> orders.execute(bundle("b"), () -> ran.getAndSet(true)));

        assertThat(ran).isFalse();
        assertThat(unknown.problem()).contains("what is stored of bundle 'b'");
        assertThat(unknown.getSuppressed()).hasSize(1);
        assertThat(unknown.getSuppressed()[0]).hasMessageContaining("roll back bundle 'b'");
        broker.thaw();
      }
    }
  }

  @Test
  void oneHandlerAnswersForTheWholeBundle() {
    CheckBackHandler one = question -> Verdict.CONFIRM;
    Publisher split =
        surety.publisher(
            "split",
            PublisherOptions.create()
                .checkBack(one)
                .checkBack("points-earned", question -> Verdict.ROLL_BACK));
    Publisher same =
        surety.publisher(
            "same", PublisherOptions.create().checkBack(one).checkBack("points-earned", one));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> split.prepare(bundle("b")))
        .withMessageContaining("bundle 'b' have different check-back handlers")
        .withMessageContaining("[order-paid, points-earned]");
    assertThatIllegalArgumentException().isThrownBy(() -> split.prepareAsync(bundle("b")));
    assertThatIllegalArgumentException().isThrownBy(() -> split.execute(bundle("b"), () -> 1));
    assertThat(ids(prepares)).isEmpty();
    same.prepare(bundle("b"));
    assertThat(ids(prepares)).hasSize(3);
  }

  @Test
  void executeNeedsACheckBackHandler() {
    assertThatThrownBy(() -> surety.publisher("none").execute(bundle("b"), () -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("publisher 'none' has no check-back handler");

    assertThat(ids(prepares)).isEmpty();
  }

  private static Bundle bundle(String id) {
    return Bundle.builder()
        .id(id)
        .add(Message.to("order-paid").key("42"))
        .add(Message.to("points-earned").key("ada"))
        .add(Message.to("order-paid").key("43"))
        .build();
  }

  private List<String> decisions() {
    List<String> decisions = new ArrayList<>();
    for (Entry e : confirms.untilNow()) {
      decisions.add(
          e.get("decision")
              + " "
              + e.get("source")
              + " "
              + e.get("messageId")
              + " + "
              + e.get("members"));
    }
    return decisions;
  }

  private static List<Object> ids(TopicLog log) {
    return log.untilNow().stream().map((Entry entry) -> entry.get("messageId")).toList();
  }
}
