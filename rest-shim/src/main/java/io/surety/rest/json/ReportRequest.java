package io.surety.rest.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Receive;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /messages/{id}/deliveries/{group}}: what a group says of a delivery. One
 * of the two records.
 */
public record ReportRequest(Optional<Receive> receive, Optional<Consume> consume) {
  private static final int INSTANCE_MAX = 249;
  private static final int ERROR_TYPE_MAX = 500;
  private static final int ERROR_MESSAGE_MAX = 2_000;
  private static final int ERROR_STACK_MAX = 8_192;
  private static final int FINGERPRINT_MAX = 128;

  private enum Status {
    RECEIVED,
    CONSUMED,
    FAILED,
    REJECTED
  }

  /**
   * Reads the report.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static ReportRequest read(ObjectNode body, String messageId, String group) {
    Fields fields = Fields.of(body);
    Status status =
        fields.required(
            "status",
            field -> fields.choice(field, Status.values()),
            Status.RECEIVED,
            "write received, consumed, failed or rejected");
    int attempt =
        fields
            .required(
                "attempt",
                field -> fields.number(field, 1, Integer.MAX_VALUE),
                1L,
                "repeat the surety-attempt header of the delivered record")
            .intValue();
    String instance = fields.line("instance", INSTANCE_MAX).orElse("");
    @Nullable ErrorInfo error = error(fields).orElse(null);
    @Nullable Long retryAfterMs = fields.millis("retryAfterMs", 0).orElse(null);
    onlyWhen(status == Status.FAILED, fields, "retryAfterMs");
    onlyWhen(status == Status.FAILED || status == Status.REJECTED, fields, "error");
    fields.end();
    return switch (status) {
      case RECEIVED -> received(new Receive(messageId, group, instance, attempt));
      case CONSUMED, FAILED, REJECTED ->
          consumed(
              Consume.newBuilder()
                  .setMessageId(messageId)
                  .setGroup(group)
                  .setOutcome(Outcome.valueOf(status.name()))
                  .setAttempt(attempt)
                  .setError(error)
                  .setRetryAfterMs(retryAfterMs)
                  .build());
    };
  }

  /** Goes on with the one or the other. */
  public <R> R match(Function<Receive, R> onReceive, Function<Consume, R> onConsume) {
    return receive.map(onReceive).or(() -> consume.map(onConsume)).orElseThrow();
  }

  private static ReportRequest received(Receive receive) {
    return new ReportRequest(Optional.of(receive), Optional.empty());
  }

  private static ReportRequest consumed(Consume consume) {
    return new ReportRequest(Optional.empty(), Optional.of(consume));
  }

  /** {@code "a sentence"} or {@code {type?, message?, stack?, fingerprint?}}, cut to size. */
  private static Optional<ErrorInfo> error(Fields fields) {
    if (fields.node("error").filter(node -> node.isTextual()).isPresent()) {
      return fields.text("error").map(message -> error("error", message, null, null));
    }
    return fields
        .object("error")
        .map(
            error -> {
              ErrorInfo info =
                  error(
                      error.text("type").orElse("error"),
                      error.text("message").orElse(""),
                      error.text("stack").orElse(null),
                      error.text("fingerprint").orElse(null));
              error.noOthers();
              return info;
            });
  }

  private static ErrorInfo error(
      String type, String message, @Nullable String stack, @Nullable String fingerprint) {
    return ErrorInfo.newBuilder()
        .setType(Texts.cut(type, ERROR_TYPE_MAX))
        .setMessage(Texts.cut(message, ERROR_MESSAGE_MAX))
        .setStack(stack == null ? null : Texts.cut(stack, ERROR_STACK_MAX))
        .setFingerprint(fingerprint == null ? null : Texts.cut(fingerprint, FINGERPRINT_MAX))
        .build();
  }

  private static void onlyWhen(boolean allowed, Fields fields, String field) {
    if (!allowed && fields.has(field)) {
      fields.wrong(field, "", "does not go with this status", "leave it out");
    }
  }
}
