package io.surety.spring;

import io.surety.client.Message;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Writes what a {@link ReliableSend} method returned into the outbox. Thread-safe. */
final class ReliableSendInterceptor implements MethodInterceptor {
  private final Supplier<TransactionalOutbox> outbox;
  private final Supplier<PayloadConverters> converters;
  private final UnaryOperator<String> placeholders;
  private final Map<MethodClassKey, SendPlan> plans = new ConcurrentHashMap<>();

  /**
   * @param outbox asked when it is needed: this is made before most beans are
   */
  ReliableSendInterceptor(
      Supplier<TransactionalOutbox> outbox,
      Supplier<PayloadConverters> converters,
      UnaryOperator<String> placeholders) {
    this.outbox = outbox;
    this.converters = converters;
    this.placeholders = placeholders;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object target = invocation.getThis();
    Class<?> owner =
        target == null
            ? invocation.getMethod().getDeclaringClass()
            : AopUtils.getTargetClass(target);
    Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), owner);
    SendPlan plan = plan(method, owner);
    TransactionalOutbox.requireTransaction(plan.who());
    Object result = invocation.proceed();
    Optional<Message> message =
        plan.message(target, invocation.getArguments(), result, converters.get());
    message.ifPresent(value -> outbox.get().publish(value, plan.who()));
    return result;
  }

  /**
   * The plan of a method, read when it is first asked for.
   *
   * @throws IllegalStateException when the method cannot be what it is annotated as
   */
  SendPlan plan(Method method, Class<?> owner) {
    return plans.computeIfAbsent(
        new MethodClassKey(method, owner),
        unused -> {
          ReliableSend annotation =
              AnnotatedElementUtils.findMergedAnnotation(method, ReliableSend.class);
          if (annotation == null) {
            throw new IllegalStateException(SendPlan.who(method) + " has lost its annotation");
          }
          return new SendPlan(method, owner, annotation, placeholders);
        });
  }
}
