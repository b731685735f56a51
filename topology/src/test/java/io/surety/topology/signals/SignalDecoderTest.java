package io.surety.topology.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.schemas.Codec;
import io.surety.schemas.Decoded;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.topology.MalformedReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalDecoderTest {
  private static final Topics TOPICS = Topics.withDefaultPrefix();
  private static final Codec CODEC = Codec.bundled();
  private static final long NOW = 1_790_000_000_000L;

  private final SignalDecoder decoder = new SignalDecoder(TOPICS, CODEC, 1_000_000, 1);

  @Test
  void readsAPrepare() {
    Prepare prepare =
        prepare().setTag("a.b").setBusinessKey("k").setDeliverAt(NOW + 5).setTtlMs(1_000L).build();

    Signal signal = taken(TOPICS.prepare(), "m1", prepare).signal();

    var content = ((Signal.Prepare) signal).content();
    assertThat(content.producer()).isEqualTo("shop");
    assertThat(content.tag()).isEqualTo("a.b");
    assertThat(content.businessKey()).isEqualTo("k");
    assertThat(content.preparedAt()).isEqualTo(NOW);
    assertThat(content.deliverAt()).isEqualTo(NOW + 5);
    assertThat(content.expiresAt()).isEqualTo(NOW + 1_000);
    assertThat(content.checkBackAfterMs()).isZero();
  }

  @Test
  void whatIsNotSaidIsEmptyOrNever() {
    Signal signal = taken(TOPICS.prepare(), "m1", prepare().build()).signal();

    var content = ((Signal.Prepare) signal).content();
    assertThat(content.tag()).isEmpty();
    assertThat(content.businessKey()).isEmpty();
    assertThat(content.deliverAt()).isZero();
    assertThat(content.expiresAt()).isEqualTo(Message.NEVER);
  }

  @Test
  void keepsThePrepareAsItWasReceived() {
    byte[] value = CODEC.encode(prepare().setPayload(ByteBuffer.wrap(new byte[] {1, 2})).build());

    Body body =
        read(TOPICS.prepare(), 0, "m1".getBytes(UTF_8), value)
            .fold(taken -> taken.body().orElseThrow(), this::unexpected);

    assertThat(body.encoded()).isSameAs(value);
    assertThat(body.payload()).containsExactly(1, 2);
    assertThat(body.payload()).containsExactly(1, 2);
  }

  @Test
  void cutsTextThatOnlyExplains() {
    String emoji = "\uD83D\uDE00";
    Decide decide =
        decide(Decision.CANCEL, DecisionSource.OPERATOR)
            .setActor("a".repeat(254) + emoji)
            .setReason("r".repeat(5_000))
            .build();
    Consume consume =
        new Consume(
            "m1",
            "billing",
            Outcome.FAILED,
            1,
            new ErrorInfo("T".repeat(999), "m".repeat(9_999), "s".repeat(99_999), "f".repeat(999)),
            null);

    Signal.Decide decided = (Signal.Decide) taken(TOPICS.confirm(), "m1", decide).signal();
    Failure failure = ((Signal.Consume) taken(TOPICS.consume(), "m1", consume).signal()).failure();

    assertThat(decided.actor()).isEqualTo("a".repeat(254));
    assertThat(decided.reason()).hasSize(1_024);
    assertThat(failure.type()).hasSize(255);
    assertThat(failure.message()).hasSize(4_096);
    assertThat(failure.stack()).hasSize(16_384);
    assertThat(failure.fingerprint()).hasSize(128);
  }

  @Test
  void replacesNulInTextThatOnlyExplains() {
    Decide decide =
        decide(Decision.CANCEL, DecisionSource.OPERATOR).setReason("no\u0000 more").build();
    ErrorInfo error = new ErrorInfo("T\u0000", "\u0000m", "s\u0000\u0000", null);
    Consume consume = new Consume("m1", "billing", Outcome.FAILED, 1, error, null);

    Signal.Decide decided = (Signal.Decide) taken(TOPICS.confirm(), "m1", decide).signal();
    Failure failure = ((Signal.Consume) taken(TOPICS.consume(), "m1", consume).signal()).failure();

    assertThat(decided.reason()).isEqualTo("no\uFFFD more");
    assertThat(failure).isEqualTo(new Failure("T\uFFFD", "\uFFFDm", "s\uFFFD\uFFFD", ""));
  }

  @Test
  void aMissingRetryAfterIsThePolicysDelay() {
    Consume consume = new Consume("m1", "billing", Outcome.FAILED, 1, null, null);

    Signal.Consume signal = (Signal.Consume) taken(TOPICS.consume(), "m1", consume).signal();

    assertThat(signal.retryAfterMs()).isNegative();
    assertThat(signal.failure()).isEqualTo(Failure.NONE);
  }

  @Test
  void aDecisionIsAboutItsMessageAndTheMembersInTheirOrder() {
    List<String> most = List.of(ids(99));

    Reading.Taken two = taken(TOPICS.confirm(), "m1", bundle("m1~9", "m1~3").build());
    Reading.Taken hundred =
        taken(
            TOPICS.confirm(),
            "m1",
            bundle().setSource(DecisionSource.OPERATOR).setMembers(most).build());

    assertThat(two.ids()).containsExactly("m1", "m1~9", "m1~3");
    assertThat(((Signal.Decide) two.signal()).kind()).isEqualTo(Signal.Decide.Kind.CONFIRM);
    assertThat(hundred.ids()).hasSize(100).endsWith("m1~98");
  }

  @Test
  void acceptsARecordOnlyInThePartitionOfItsKey() {
    SignalDecoder twelve = new SignalDecoder(TOPICS, CODEC, 1_000_000, 12);
    Set<Integer> owners = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String id = "orders-" + i + "~0197a5";
      byte[] key = RoutingKey.of(id).getBytes(UTF_8);
      byte[] value = CODEC.encode(prepare().setMessageId(id).build());
      List<Integer> accepted =
          Stream.iterate(0, p -> p + 1)
              .limit(12)
              .filter(
                  p ->
                      twelve
                          .read(TOPICS.prepare(), p, key, value, NOW)
                          .fold(taken -> true, bad -> false))
              .toList();

      assertThat(accepted).as(id).hasSize(1);
      owners.addAll(accepted);
    }
    assertThat(owners).hasSize(12);
  }

  @Test
  void theOwnerIsTheDefaultPartitionersChoice() {
    // murmur2("m1") of Kafka's default partitioner, with 12 partitions.
    SignalDecoder twelve = new SignalDecoder(TOPICS, CODEC, 1_000_000, 12);
    byte[] key = "m1".getBytes(UTF_8);
    int chosen = BuiltInPartitioner.partitionForKey(key, 12);

    Reading here = twelve.read(TOPICS.prepare(), chosen, key, CODEC.encode(prepare().build()), NOW);
    Reading there =
        twelve.read(TOPICS.prepare(), (chosen + 1) % 12, key, CODEC.encode(prepare().build()), NOW);

    assertThat(here).isInstanceOf(Reading.Taken.class);
    assertThat(((Reading.Malformed) there).reason()).isEqualTo(MalformedReason.WRONG_PARTITION);
    assertThat(((Reading.Malformed) there).detail()).contains("must be in partition " + chosen);
  }

  @Test
  void knowsEveryReasonOfTheCodec() {
    assertThat(Arrays.stream(MalformedReason.values()).map(Enum::name))
        .containsAll(Arrays.stream(Decoded.Reason.values()).map(Enum::name).toList());
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of("prepare", prepare().setProducer("a b").build(), "producer", "a b"),
        Arguments.of("prepare", prepare().setProducer("").build(), "producer", "1..249"),
        Arguments.of("prepare", prepare().setDestination("/x").build(), "destination", "/x"),
        Arguments.of("prepare", prepare().setTag("a..b").build(), "tag", "a..b"),
        Arguments.of("prepare", prepare().setBusinessKey("").build(), "businessKey", "1..512"),
        Arguments.of("prepare", prepare().setDeliverAt(-1L).build(), "deliverAt", "-1"),
        Arguments.of(
            "prepare", prepare().setDeliverAt(Long.MAX_VALUE).build(), "deliverAt", "9999"),
        Arguments.of("prepare", prepare().setTtlMs(0L).build(), "ttlMs", "was 0"),
        Arguments.of("prepare", prepare().setTtlMs(Long.MAX_VALUE).build(), "ttlMs", "ten years"),
        Arguments.of(
            "prepare", prepare().setCheckBackAfterMs(0L).build(), "checkBackAfterMs", "was 0"),
        Arguments.of("prepare", withHeader("").build(), "headers", "not empty"),
        Arguments.of("prepare", withHeader("surety-id").build(), "headers", "rename"),
        Arguments.of(
            "confirm",
            decide(Decision.CONFIRM, DecisionSource.CHECK_BACK).setNonce("n").build(),
            "checkBackAttempt",
            "missing"),
        Arguments.of(
            "confirm",
            decide(Decision.CONFIRM, DecisionSource.CHECK_BACK).setCheckBackAttempt(1).build(),
            "nonce",
            "missing"),
        Arguments.of(
            "confirm",
            decide(Decision.CONFIRM, DecisionSource.CHECK_BACK)
                .setCheckBackAttempt(0)
                .setNonce("n")
                .build(),
            "checkBackAttempt",
            "was 0"),
        Arguments.of(
            "confirm",
            decide(Decision.RESCHEDULE, DecisionSource.OPERATOR).build(),
            "deliverAt",
            "missing"),
        Arguments.of(
            "confirm",
            decide(Decision.RESCHEDULE, DecisionSource.OPERATOR).setDeliverAt(-5L).build(),
            "deliverAt",
            "-5"),
        Arguments.of(
            "confirm",
            decide(Decision.DELIVER_NOW, DecisionSource.TIMER).build(),
            "deliverAt",
            "missing"),
        Arguments.of(
            "confirm",
            decide(Decision.REDRIVE, DecisionSource.OPERATOR).setGroup("a,b").build(),
            "group",
            "a,b"),
        Arguments.of("confirm", bundle("m2").build(), "members", "routing key of messageId, 'm1'"),
        Arguments.of("confirm", bundle("m1~2", "m1~2").build(), "members", "twice"),
        Arguments.of("confirm", bundle("m1").build(), "members", "twice"),
        Arguments.of("confirm", bundle("m1~a b").build(), "messageId", "m1~a b"),
        Arguments.of("confirm", bundle("").build(), "messageId", "1..128"),
        Arguments.of(
            "confirm",
            bundle(ids(100)).build(),
            "members",
            "at most 99, were 100; make smaller bundles"),
        Arguments.of(
            "confirm",
            bundle("m1~2")
                .setSource(DecisionSource.CHECK_BACK)
                .setCheckBackAttempt(1)
                .setNonce("n")
                .build(),
            "members",
            "empty with source CHECK_BACK"),
        Arguments.of("receive", new Receive("m1", "a b", "", 1), "group", "a b"),
        Arguments.of("receive", new Receive("m1", "billing", "", 0), "attempt", "was 0"),
        Arguments.of(
            "consume", new Consume("m1", "", Outcome.CONSUMED, 1, null, null), "group", "1..249"),
        Arguments.of(
            "consume",
            new Consume("m1", "billing", Outcome.CONSUMED, -1, null, null),
            "attempt",
            "was -1"),
        Arguments.of(
            "consume",
            new Consume("m1", "billing", Outcome.FAILED, 1, null, -1L),
            "retryAfterMs",
            "was -1"));
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("invalid")
  void namesTheFieldAndWhatIsWrongWithIt(
      String topic, SpecificRecord record, String field, String problem) {
    Reading reading = read("surety." + topic, 0, "m1".getBytes(UTF_8), CODEC.encode(record));

    Reading.Malformed malformed = (Reading.Malformed) reading;
    assertThat(malformed.reason()).isEqualTo(MalformedReason.INVALID);
    assertThat(malformed.detail()).startsWith(field).contains(problem);
  }

  private static Prepare.Builder prepare() {
    return Prepare.newBuilder()
        .setMessageId("m1")
        .setProducer("shop")
        .setDestination("orders")
        .setPayload(ByteBuffer.allocate(0))
        .setMode(Mode.PREPARE);
  }

  private static Prepare.Builder withHeader(String name) {
    return prepare().setHeaders(List.of(new Header(name, null)));
  }

  private static Decide.Builder decide(Decision decision, DecisionSource source) {
    return Decide.newBuilder().setMessageId("m1").setDecision(decision).setSource(source);
  }

  private static Decide.Builder bundle(String... members) {
    return decide(Decision.CONFIRM, DecisionSource.PRODUCER).setMembers(List.of(members));
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m1~" + i).toArray(String[]::new);
  }

  private Reading.Taken taken(String topic, String id, SpecificRecord record) {
    return read(topic, 0, id.getBytes(UTF_8), CODEC.encode(record))
        .fold(taken -> taken, this::unexpected);
  }

  private Reading read(String topic, int partition, byte[] key, byte[] value) {
    return decoder.read(topic, partition, key, value, NOW);
  }

  private <T> T unexpected(Reading.Malformed malformed) {
    throw new AssertionError(malformed);
  }
}
