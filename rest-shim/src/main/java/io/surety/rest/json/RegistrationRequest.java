package io.surety.rest.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.OnExhausted;
import io.surety.schemas.avro.OnNoSubscriber;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.Optional;

/**
 * The bodies that register something. What is left out takes its default; names may be repeated as
 * in the path, so that what was read can be written back.
 */
public final class RegistrationRequest {
  private static final int TAG_FILTER_MAX = 1_000;
  private static final int ATTEMPTS_MAX = 10_000;

  private RegistrationRequest() {}

  /**
   * {@code {onNoSubscriber?}}.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static DestinationRegistration destination(ObjectNode body, String topic) {
    Fields fields = Fields.of(body);
    same(fields, "topic", topic);
    DestinationRegistration.Builder builder = DestinationRegistration.newBuilder().setTopic(topic);
    fields.choice("onNoSubscriber", OnNoSubscriber.values()).ifPresent(builder::setOnNoSubscriber);
    // Shown beside it; whoever writes back what was shown sends it along.
    var unused = fields.text("warning");
    fields.end();
    return builder.build();
  }

  /**
   * {@code {checkBackAfterMs?, checkBackMaxDelayMs?, checkBackBudget?, checkBackMaxAgeMs?,
   * onExhausted?, callback?}}.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static ProducerRegistration producer(
      ObjectNode body, String name, CallbackCheck callbacks) {
    Fields fields = Fields.of(body);
    same(fields, "name", name);
    ProducerRegistration.Builder builder =
        ProducerRegistration.newBuilder()
            .setName(name)
            .setCheckBackAfterMs(fields.millis("checkBackAfterMs", 1).orElse(null))
            .setCheckBackMaxDelayMs(fields.millis("checkBackMaxDelayMs", 1).orElse(null))
            .setCheckBackBudget(
                fields
                    .number("checkBackBudget", 1, Integer.MAX_VALUE)
                    .map(Long::intValue)
                    .orElse(null))
            .setCheckBackMaxAgeMs(fields.millis("checkBackMaxAgeMs", 1).orElse(null));
    fields.choice("onExhausted", OnExhausted.values()).ifPresent(builder::setOnExhausted);
    callback(fields, callbacks, name)
        .ifPresent(
            callback ->
                builder.setCallbackUrl(callback.url()).setCallbackSecret(callback.secret()));
    fields.end();
    return builder.build();
  }

  /**
   * {@code {tagFilter?, ackTimeoutMs?, processingTimeoutMs?, consumeCheck?, redelivery?,
   * callback?}}.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static SubscriptionRegistration subscription(
      ObjectNode body, String destination, String group, CallbackCheck callbacks) {
    Fields fields = Fields.of(body);
    same(fields, "destination", destination);
    same(fields, "group", group);
    SubscriptionRegistration.Builder builder =
        SubscriptionRegistration.newBuilder().setDestination(destination).setGroup(group);
    tagFilter(fields).ifPresent(builder::setTagFilter);
    fields.millis("ackTimeoutMs", 1).ifPresent(builder::setAckTimeoutMs);
    fields.millis("processingTimeoutMs", 1).ifPresent(builder::setProcessingTimeoutMs);
    fields.flag("consumeCheck").ifPresent(builder::setConsumeCheck);
    fields
        .object("redelivery")
        .map(RegistrationRequest::redelivery)
        .ifPresent(builder::setRedelivery);
    callback(fields, callbacks, group)
        .ifPresent(
            callback ->
                builder.setCallbackUrl(callback.url()).setCallbackSecret(callback.secret()));
    fields.end();
    return builder.build();
  }

  private record Callback(String url, String secret) {}

  /** {@code {url, secret}}, both of which the server must be configured for. */
  private static Optional<Callback> callback(Fields fields, CallbackCheck check, String who) {
    Optional<Fields> object = fields.object("callback");
    Optional<Callback> callback =
        object.map(
            members ->
                new Callback(
                    members.required("url", members::text, "", "write https://..."),
                    members.required(
                        "secret", members::text, "", "name one of the server's secrets")));
    object.ifPresent(Fields::noOthers);
    callback
        .filter(read -> !read.url().isEmpty() && !read.secret().isEmpty())
        .ifPresent(read -> check.problems(read.url(), read.secret(), who).forEach(fields::wrong));
    return callback;
  }

  private static RedeliveryPolicy redelivery(Fields fields) {
    RedeliveryPolicy.Builder builder = RedeliveryPolicy.newBuilder();
    fields.millis("initialMs", 0).ifPresent(builder::setInitialMs);
    fields.decimal("multiplier").ifPresent(builder::setMultiplier);
    fields.millis("maxMs", 0).ifPresent(builder::setMaxMs);
    fields.decimal("jitter").ifPresent(builder::setJitter);
    fields
        .number("maxAttempts", 1, ATTEMPTS_MAX)
        .ifPresent(number -> builder.setMaxAttempts(number.intValue()));
    builder.setStepsMs(fields.listOfMillis("stepsMs"));
    fields.noOthers();
    checkTogether(fields, builder);
    return builder.build();
  }

  /** The rules' own record knows best which values go together. */
  private static void checkTogether(Fields fields, RedeliveryPolicy.Builder policy) {
    RedeliveryPolicy built = policy.build();
    try {
      new io.surety.lifecycle.RedeliveryPolicy(
          built.getInitialMs(),
          built.getMultiplier(),
          built.getMaxMs(),
          built.getJitter(),
          built.getMaxAttempts(),
          built.getStepsMs());
    } catch (IllegalArgumentException e) {
      fields.wrongHere(
          String.valueOf(e.getMessage()), "change it, or leave it out for the default");
    }
  }

  private static Optional<String> tagFilter(Fields fields) {
    return fields
        .line("tagFilter", TAG_FILTER_MAX)
        .filter(
            text -> {
              try {
                TagFilter.parse(text);
                return true;
              } catch (IllegalArgumentException e) {
                fields.wrong(
                    "tagFilter",
                    text,
                    "is no tag filter: " + e.getMessage(),
                    "write tags split by ||, with * for one word and # for any number of them");
                return false;
              }
            });
  }

  private static void same(Fields fields, String field, String inPath) {
    fields
        .text(field)
        .filter(text -> !text.equals(inPath))
        .ifPresent(text -> fields.wrong(field, text, "differs from the path", "write " + inPath));
  }
}
