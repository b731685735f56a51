package io.surety.spring;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** What a {@link ReliableSend} method wants to be published, read and checked once. Immutable. */
final class SendPlan {
  private static final SpelExpressionParser SPEL = new SpelExpressionParser();
  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final Method method;
  private final Type payloadType;
  private final String destination;
  private final Optional<Expression> key;
  private final Optional<Expression> tag;
  private final Optional<Duration> delay;
  private final Optional<Duration> ttl;

  /**
   * Reads the annotation.
   *
   * @param placeholders resolves {@code ${…}}
   * @throws IllegalStateException naming the method and what is wrong with it
   */
  SendPlan(
      Method method, Class<?> owner, ReliableSend annotation, UnaryOperator<String> placeholders) {
    this.method = method;
    ResolvableType returned = ResolvableType.forMethodReturnType(method, owner);
    Class<?> raw = returned.resolve(Object.class);
    check(raw != void.class && raw != Void.class, "returns nothing; return what is to be sent");
    check(
        !Future.class.isAssignableFrom(raw)
            && ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw) == null,
        "returns " + raw.getName() + ", of which nothing is there when the transaction ends");
    ResolvableType payload = raw == Optional.class ? returned.getGeneric(0) : returned;
    this.payloadType = GenericTypeResolver.resolveType(payload.getType(), owner);
    this.destination = placeholders.apply(annotation.destination());
    this.key = expression(placeholders.apply(annotation.key()));
    this.tag = expression(placeholders.apply(annotation.tag()));
    this.delay = duration(placeholders.apply(annotation.delay()));
    this.ttl = duration(placeholders.apply(annotation.ttl()));
    if (payload.resolve(Object.class) == Message.class) {
      check(
          destination.isEmpty()
              && key.isEmpty()
              && tag.isEmpty()
              && delay.isEmpty()
              && ttl.isEmpty(),
          "returns a Message, which says everything itself; leave the attributes out");
    } else {
      check(!destination.isEmpty(), "has no destination; name one");
    }
  }

  /** For errors: class and method. */
  String who() {
    return who(method);
  }

  static String who(Method method) {
    return "@ReliableSend method "
        + method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName();
  }

  /** The message of one call; empty when it returned nothing. */
  Optional<Message> message(
      @Nullable Object target,
      @Nullable Object[] arguments,
      @Nullable Object returned,
      PayloadConverters converters) {
    Object result = returned instanceof Optional<?> optional ? optional.orElse(null) : returned;
    if (result == null) {
      return Optional.empty();
    }
    if (result instanceof Message message) {
      return Optional.of(message);
    }
    MessageBuilder builder =
        Message.to(destination).payload(converters.of(typeOf(result)).write(result));
    EvaluationContext context = context(target, arguments, result);
    key.flatMap(expression -> text(expression, context)).ifPresent(builder::key);
    tag.flatMap(expression -> text(expression, context)).ifPresent(builder::tag);
    delay.ifPresent(builder::delay);
    ttl.ifPresent(builder::ttl);
    return Optional.of(builder.build());
  }

  private Type typeOf(Object result) {
    return payloadType == Object.class ? result.getClass() : payloadType;
  }

  private EvaluationContext context(
      @Nullable Object target, @Nullable Object[] arguments, Object result) {
    MethodBasedEvaluationContext context =
        new MethodBasedEvaluationContext(
            target == null ? Optional.empty() : target, method, arguments, NAMES);
    context.setVariable("result", result);
    return context;
  }

  private static Optional<String> text(Expression expression, EvaluationContext context) {
    return Optional.ofNullable(expression.getValue(context)).map(Object::toString);
  }

  private static Optional<Expression> expression(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(SPEL.parseExpression(text));
  }

  private static Optional<Duration> duration(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(DurationStyle.detectAndParse(text));
  }

  private void check(boolean isRight, String problem) {
    if (!isRight) {
      throw new IllegalStateException(who() + " " + problem);
    }
  }
}
