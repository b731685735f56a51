package io.surety.rest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.OnExhausted;
import io.surety.schemas.avro.OnNoSubscriber;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
  private static final long NOW = 1_795_334_400_000L; // 2026-11-22T08:00:00Z
  private static final CallbackCheck ANY = (url, secret, who) -> List.of();
  private static final String MINIMAL =
      "'mode': 'prepare', 'producer': 'shop', 'destination': 'orders', 'payload': ''";

  @Test
  void readsEveryFieldOfAMessage() {
    Prepare prepare =
        prepare(
            "{'id': 'o~1', 'mode': 'send', 'producer': 'shop', 'destination': 'orders',"
                + "'tag': 'eu.paid', 'key': 'k1', 'payload': 'héllo',"
                + "'headers': {'a': 'x', 'b': null},"
                + "'deliverAt': '2026-11-22T10:00:00.5+01:00', 'ttlMs': 1000,"
                + "'checkBackAfterMs': 2000}");

    assertThat(prepare)
        .isEqualTo(
            Prepare.newBuilder()
                .setMessageId("o~1")
                .setMode(Mode.SEND)
                .setProducer("shop")
                .setDestination("orders")
                .setTag("eu.paid")
                .setBusinessKey("k1")
                .setPayload(utf8("héllo"))
                .setHeaders(List.of(new Header("a", utf8("x")), new Header("b", null)))
                .setDeliverAt(NOW + 3_600_500)
                .setTtlMs(1_000L)
                .setCheckBackAfterMs(2_000L)
                .build());
  }

  @Test
  void leavesOutWhatIsNotSaid() {
    Prepare prepare = prepare("{" + MINIMAL + "}");

    assertThat(prepare.getMessageId()).isEqualTo("new-id");
    assertThat(prepare.getMode()).isEqualTo(Mode.PREPARE);
    assertThat(prepare.getPayload().remaining()).isZero();
    assertThat(prepare.getTag()).isNull();
    assertThat(prepare.getBusinessKey()).isNull();
    assertThat(prepare.getDeliverAt()).isNull();
    assertThat(prepare.getTtlMs()).isNull();
    assertThat(prepare.getHeaders()).isEmpty();
  }

  @Test
  void countsADelayFromNow() {
    assertThat(prepare("{" + MINIMAL + ", 'delayMs': 5000}").getDeliverAt()).isEqualTo(NOW + 5_000);
  }

  @Test
  void sendsOnTheSameMessageThatItRead() {
    ObjectNode body = json("{" + MINIMAL + ", 'delayMs': 5000}");
    Prepare first = PrepareRequest.read(body, "new-id", NOW);

    Prepare second =
        PrepareRequest.read(PrepareRequest.fixed(body, first), "another", NOW + 60_000);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void takesEveryByteAsBase64() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String base64 = Base64.getEncoder().encodeToString(all);

    Prepare prepare =
        prepare(
            "{'mode': 'send', 'producer': 'p', 'destination': 'd', 'payloadBase64': '"
                + base64
                + "', 'headers': [{'name': 'h', 'valueBase64': '"
                + base64
                + "'}, {'name': 'h', 'value': 'again'}, {'name': 'none'}]}");

    assertThat(prepare.getPayload()).isEqualTo(ByteBuffer.wrap(all));
    assertThat(prepare.getHeaders())
        .containsExactly(
            new Header("h", ByteBuffer.wrap(all)),
            new Header("h", utf8("again")),
            new Header("none", null));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'mode': 'maybe'                                 | /mode",
        "'mode': 7                                       | /mode",
        "'id': ''                                        | /id",
        "'id': '~x'                                      | /id",
        "'id': 'a b'                                     | /id",
        "'id': 'a\\r\\nLocation: x'                      | /id",
        "'producer': 'a/b'                               | /producer",
        "'producer': null                                | /producer",
        "'destination': '..'                             | /destination",
        "'tag': 'a..b'                                   | /tag",
        "'tag': 'a.*'                                    | /tag",
        "'key': 'a\\u0000b'                              | /key",
        "'key': '\\ud800'                                | /key",
        "'payload': 12                                   | /payload",
        "'payload': '\\ud800'                            | /payload",
        "'payloadBase64': 'QQ=='                         | /payload",
        "'headers': 'x'                                  | /headers",
        "'headers': {'surety-id': 'x'}                   | /headers/surety-id",
        "'headers': {'Surety-Id': 'x'}                   | /headers/Surety-Id",
        "'headers': {'': 'x'}                            | /headers/",
        "'headers': {'a/b~c': 1}                         | /headers/a~1b~0c",
        "'headers': [{'value': 'x'}]                     | /headers/0/name",
        "'headers': [7]                                  | /headers/0",
        "'headers': [{'name': 'a', 'valueBase64': '?'}]  | /headers/0/valueBase64",
        "'headers': [{'name': 'a', 'extra': 1}]          | /headers/0/extra",
        "'deliverAt': 'tomorrow'                         | /deliverAt",
        "'deliverAt': '2026-11-22T08:00:00'              | /deliverAt",
        "'deliverAt': '1969-11-22T08:00:00Z'             | /deliverAt",
        "'deliverAt': 1795334400000                      | /deliverAt",
        "'delayMs': -1                                   | /delayMs",
        "'delayMs': 1.5                                  | /delayMs",
        "'delayMs': '5'                                  | /delayMs",
        "'delayMs': 99999999999999999999                 | /delayMs",
        "'delayMs': 1, 'deliverAt': '2026-11-22T08:00:00Z' | /delayMs",
        "'ttlMs': 0                                      | /ttlMs",
        "'ttlMs': 9223372036854775807                    | /ttlMs",
        "'ttlMs': true                                   | /ttlMs",
        "'checkBackAfterMs': 0                           | /checkBackAfterMs",
        "'paylaod': 'x'                                  | /paylaod",
        "'delay': 5                                      | /delay"
      })
  void namesTheFieldThatIsWrong(String field, String pointer) {
    ObjectNode body = json("{" + MINIMAL + "}");
    body.setAll(json("{" + field.replace("'", "\"") + "}"));

    FieldError error = errorsOf(body).get(0);

    assertThat(error.pointer()).isEqualTo(pointer);
    assertThat(error.detail()).isNotBlank();
    assertThat(error.remedy()).isNotBlank();
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    List<FieldError> errors = errorsOf(json("{'ttlMs': 0, 'tag': '', 'x': 1}"));

    assertThat(errors)
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/mode", "/producer", "/destination", "/tag", "/payload", "/ttlMs", "/x");
  }

  @Test
  void showsTheValueShortenedAndNoPayload() {
    ObjectNode body =
        json("{'ttlMs': '" + "9".repeat(500) + "', 'payloadBase64': 'secret payload!'}");

    List<FieldError> errors = errorsOf(body);

    assertThat(errors).extracting(FieldError::value).contains("9".repeat(80));
    assertThat(errors.toString()).doesNotContain("secret");
  }

  @Test
  void readsDecisions() {
    Decide decide =
        DecideRequest.read(
            json("{'actor': 'ann', 'reason': 'paid'}"),
            "m1",
            Decision.CONFIRM,
            DecisionSource.PRODUCER,
            Optional.empty());

    assertThat(decide)
        .isEqualTo(
            Decide.newBuilder()
                .setMessageId("m1")
                .setDecision(Decision.CONFIRM)
                .setSource(DecisionSource.PRODUCER)
                .setActor("ann")
                .setReason("paid")
                .build());
  }

  @Test
  void aMessageOfABundleIsConfirmedAndRolledBackWithTheOthers() {
    assertThat(members("b~2of3", Decision.CONFIRM)).containsExactly("b~1of3", "b~3of3");
    assertThat(members("b~1of2", Decision.ROLL_BACK)).containsExactly("b~2of2");
    assertThat(members("b~1of2", Decision.CANCEL)).isEmpty();
    assertThat(members("orders-42~0197a5", Decision.CONFIRM)).isEmpty();
  }

  private static List<String> members(String messageId, Decision decision) {
    return DecideRequest.read(
            json("{}"), messageId, decision, DecisionSource.PRODUCER, Optional.empty())
        .getMembers();
  }

  @Test
  void needsANewTimeToReschedule() {
    assertThat(DecideRequest.reschedule(json("{'delayMs': 7}"), "m1", NOW).getDeliverAt())
        .isEqualTo(NOW + 7);

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> DecideRequest.reschedule(json("{}"), "m1", NOW));

    assertThat(refused.problem().errors())
        .extracting(FieldError::pointer)
        .containsExactly("/deliverAt");
  }

  @Test
  void readsReports() {
    ReportRequest received =
        ReportRequest.read(
            json("{'status': 'received', 'attempt': 2, 'instance': 'pod-1'}"), "m1", "g");
    ReportRequest failed =
        ReportRequest.read(
            json(
                "{'status': 'FAILED', 'attempt': 1, 'error': {'type': 'T', 'message': 'no'},"
                    + " 'retryAfterMs': 50}"),
            "m1",
            "g");
    ReportRequest rejected =
        ReportRequest.read(json("{'status': 'rejected', 'attempt': 1, 'error': 'no'}"), "m1", "g");

    assertThat(received.receive()).contains(new Receive("m1", "g", "pod-1", 2));
    Consume consume = failed.consume().orElseThrow();
    assertThat(consume.getOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(consume.getError().getType()).isEqualTo("T");
    assertThat(consume.getRetryAfterMs()).isEqualTo(50);
    assertThat(rejected.consume().orElseThrow().getError().getMessage()).isEqualTo("no");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'attempt': 1                                            | /status",
        "'status': 'done', 'attempt': 1                          | /status",
        "'status': 'consumed'                                    | /attempt",
        "'status': 'consumed', 'attempt': 0                      | /attempt",
        "'status': 'consumed', 'attempt': 4294967296             | /attempt",
        "'status': 'consumed', 'attempt': 1, 'error': 'x'        | /error",
        "'status': 'rejected', 'attempt': 1, 'retryAfterMs': 1   | /retryAfterMs",
        "'status': 'failed', 'attempt': 1, 'error': 7            | /error",
        "'status': 'failed', 'attempt': 1, 'error': {'typ': 'x'} | /error/typ",
        "'status': 'received', 'attempt': 1, 'instance': 'a\\nb' | /instance"
      })
  void namesTheFieldOfAReportThatIsWrong(String fields, String pointer) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> ReportRequest.read(json("{" + fields + "}"), "m1", "g"));

    assertThat(refused.problem().errors()).extracting(FieldError::pointer).containsExactly(pointer);
  }

  @Test
  void readsRegistrationsWithTheirDefaults() {
    SubscriptionRegistration subscription =
        RegistrationRequest.subscription(json("{}"), "orders", "billing", ANY);

    assertThat(subscription.getTagFilter()).isEqualTo("#");
    assertThat(subscription.getRedelivery().getMaxAttempts()).isEqualTo(8);
    assertThat(RegistrationRequest.destination(json("{}"), "orders").getOnNoSubscriber())
        .isEqualTo(OnNoSubscriber.DEAD_LETTER);
    assertThat(
            RegistrationRequest.producer(json("{'onExhausted': 'roll-back'}"), "shop", ANY)
                .getOnExhausted())
        .isEqualTo(OnExhausted.ROLL_BACK);
  }

  @Test
  void readsBackWhatItShows() {
    Json writer = new Json(10_000);
    SubscriptionRegistration subscription =
        RegistrationRequest.subscription(
            json(
                "{'tagFilter': 'a.*||b', 'ackTimeoutMs': 5, 'processingTimeoutMs': 6,"
                    + "'consumeCheck': true, 'redelivery': {'initialMs': 1, 'multiplier': 1.5,"
                    + "'maxMs': 9, 'jitter': 0.5, 'maxAttempts': 3, 'stepsMs': [1, 2]},"
                    + "'callback': {'url': 'https://hooks.shop.example', 'secret': 'shop'}}"),
            "orders",
            "billing",
            ANY);

    byte[] shown = writer.write(RegistrationJson.of(subscription));

    assertThat(RegistrationRequest.subscription(writer.readObject(shown), "orders", "billing", ANY))
        .isEqualTo(subscription);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'tagFilter': 'a*b'                       | /tagFilter",
        "'tagFilter': ''                          | /tagFilter",
        "'ackTimeoutMs': 0                        | /ackTimeoutMs",
        "'consumeCheck': 'yes'                    | /consumeCheck",
        "'group': 'other'                         | /group",
        "'redelivery': []                         | /redelivery",
        "'redelivery': {'jitter': 2}              | /redelivery",
        "'redelivery': {'multiplier': 0.5}        | /redelivery",
        "'redelivery': {'initialMs': 9, 'maxMs': 1} | /redelivery",
        "'redelivery': {'maxAttempts': 0}         | /redelivery/maxAttempts",
        "'redelivery': {'stepsMs': [1, -1]}       | /redelivery/stepsMs/1",
        "'redelivery': {'stepsMs': 5}             | /redelivery/stepsMs",
        "'redelivery': {'steps': []}              | /redelivery/steps",
        "'callback': 'https://a.example'          | /callback",
        "'callback': {'url': 'https://a.example'} | /callback/secret",
        "'callback': {'url': 5, 'secret': 'shop'} | /callback/url",
        "'callback': {'url': 'https://a.example', 'secret': 'x', 'method': 'PUT'} |"
            + " /callback/method"
      })
  void namesTheFieldOfASubscriptionThatIsWrong(String fields, String pointer) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                RegistrationRequest.subscription(
                    json("{" + fields + "}"), "orders", "billing", ANY));

    assertThat(refused.problem().errors()).extracting(FieldError::pointer).containsExactly(pointer);
  }

  private static Prepare prepare(String body) {
    return PrepareRequest.read(json(body), "new-id", NOW);
  }

  private static List<FieldError> errorsOf(ObjectNode body) {
    return catchThrowableOfType(
            ProblemException.class, () -> PrepareRequest.read(body, "new-id", NOW))
        .problem()
        .errors();
  }

  private static ObjectNode json(String singleQuoted) {
    return new Json(100_000).readObject(singleQuoted.replace('\'', '"').getBytes(UTF_8));
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
