package io.surety.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Advises the beans that have {@link ReliableSend} methods.
 *
 * <p>Comes after the creator of all other proxies and adds its advice behind theirs, whatever their
 * order is. So it is the innermost, and what it writes is within the transaction that the method
 * itself has: an advice outside of {@code @Transactional} would write after the commit.
 */
final class ReliableSendPostProcessor extends AbstractAdvisingBeanPostProcessor {
  private static final long serialVersionUID = 1L;

  private final transient ReliableSendInterceptor interceptor;

  ReliableSendPostProcessor(ReliableSendInterceptor interceptor, boolean proxyTargetClass) {
    this.interceptor = interceptor;
    this.advisor =
        new DefaultPointcutAdvisor(
            new AnnotationMatchingPointcut(null, ReliableSend.class, true), interceptor);
    setProxyTargetClass(proxyTargetClass);
    setOrder(Ordered.LOWEST_PRECEDENCE);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> owner = AopUtils.getTargetClass(bean);
    if (isEligible(owner)) {
      check(owner);
    }
    return super.postProcessAfterInitialization(bean, beanName);
  }

  /** What is wrong with a method shows when the application starts, not when it is called. */
  private void check(Class<?> owner) {
    MethodIntrospector.selectMethods(
            owner,
            (MethodIntrospector.MetadataLookup<@Nullable ReliableSend>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, ReliableSend.class))
        .keySet()
        .forEach(method -> interceptor.plan(method, owner));
  }
}
