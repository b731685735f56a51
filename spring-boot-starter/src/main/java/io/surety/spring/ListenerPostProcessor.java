package io.surety.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds the {@link ReliableListener} methods of all beans. Thread-safe. */
final class ListenerPostProcessor implements BeanPostProcessor, Ordered {
  private final UnaryOperator<String> placeholders;
  private final List<ListenerPlan> found = new CopyOnWriteArrayList<>();

  ListenerPostProcessor(UnaryOperator<String> placeholders) {
    this.placeholders = placeholders;
  }

  /** Behind everybody who makes proxies: the method is called on the bean that others get. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  List<ListenerPlan> found() {
    return List.copyOf(found);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> owner = AopUtils.getTargetClass(bean);
    if (!(bean instanceof AopInfrastructureBean)
        && AnnotationUtils.isCandidateClass(owner, ReliableListener.class)) {
      listeners(owner)
          .forEach((method, annotation) -> found.add(plan(bean, owner, method, annotation)));
    }
    return bean;
  }

  private static Map<Method, ReliableListener> listeners(Class<?> owner) {
    return MethodIntrospector.selectMethods(
        owner,
        (MethodIntrospector.MetadataLookup<@Nullable ReliableListener>)
            method -> AnnotatedElementUtils.findMergedAnnotation(method, ReliableListener.class));
  }

  private ListenerPlan plan(
      Object bean, Class<?> owner, Method method, ReliableListener annotation) {
    Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
    return new ListenerPlan(bean, method, invocable, owner, annotation, placeholders);
  }
}
