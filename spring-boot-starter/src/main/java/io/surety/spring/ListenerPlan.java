package io.surety.spring;

import io.surety.client.ConsumerBuilder;
import io.surety.client.Delivery;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.GenericTypeResolver;
import org.springframework.util.ReflectionUtils;

/** A {@link ReliableListener} method of a bean, read and checked. Immutable. */
final class ListenerPlan {
  private final Object bean;
  private final Method method;
  private final Method invocable;
  private final Class<?> owner;
  private final ReliableListener annotation;
  private final UnaryOperator<String> placeholders;
  private final Optional<Type> payloadType;

  /**
   * Reads the annotation.
   *
   * @param invocable the method as it can be called on the bean, which may be a proxy
   * @param placeholders resolves {@code ${…}}
   * @throws IllegalStateException naming the method and what is wrong with it
   */
  ListenerPlan(
      Object bean,
      Method method,
      Method invocable,
      Class<?> owner,
      ReliableListener annotation,
      UnaryOperator<String> placeholders) {
    this.bean = bean;
    this.method = method;
    this.invocable = invocable;
    this.owner = owner;
    this.annotation = annotation;
    this.placeholders = placeholders;
    List<Type> payloads =
        Arrays.stream(method.getGenericParameterTypes())
            .filter(type -> type != Delivery.class)
            .toList();
    if (payloads.size() > 1 || method.getParameterCount() > payloads.size() + 1) {
      throw new IllegalStateException(
          who() + " has too many parameters; it can have the payload and the Delivery");
    }
    this.payloadType =
        payloads.stream().findFirst().map(type -> GenericTypeResolver.resolveType(type, owner));
    ReflectionUtils.makeAccessible(invocable);
  }

  /** For errors: class and method. */
  String who() {
    return "@ReliableListener method " + owner.getSimpleName() + "." + method.getName();
  }

  boolean usesInbox() {
    return annotation.inbox();
  }

  String group() {
    return placeholders.apply(annotation.group());
  }

  /** The consumer, without its handler. */
  ConsumerBuilder consumer(Surety surety) {
    return surety
        .consumer(group())
        .destination(placeholders.apply(annotation.destination()))
        .tags(placeholders.apply(annotation.tags()))
        .concurrency(Integer.parseInt(placeholders.apply(annotation.concurrency())))
        .ackTimeout(duration(annotation.ackTimeout()))
        .processingTimeout(duration(annotation.processingTimeout()))
        .redelivery(redelivery(annotation.redelivery()));
  }

  private RedeliveryPolicy redelivery(ReliableListener.Redelivery policy) {
    if (policy.steps().length > 0) {
      return RedeliveryPolicy.steps(
          Arrays.stream(policy.steps()).map(this::duration).toArray(Duration[]::new));
    }
    return RedeliveryPolicy.exponential(duration(policy.initial()), duration(policy.max()))
        .withMultiplier(policy.multiplier())
        .withMaxAttempts(policy.maxAttempts());
  }

  private Duration duration(String text) {
    return DurationStyle.detectAndParse(placeholders.apply(text));
  }

  /** Calls the method; what it throws comes out as it is. */
  void handle(Delivery delivery, PayloadConverters converters) throws Exception {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          method.getParameterTypes()[i] == Delivery.class
              ? delivery
              : payload(delivery, converters);
    }
    try {
      invocable.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private Object payload(Delivery delivery, PayloadConverters converters) {
    Type type = payloadType.orElseThrow();
    try {
      return converters.of(type).read(delivery.payload(), type);
    } catch (IllegalArgumentException e) {
      throw new RejectException(
          who() + " cannot take the payload: " + e.getMessage() + "; correct the sender", e);
    }
  }

  private static Exception thrown(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }
}
