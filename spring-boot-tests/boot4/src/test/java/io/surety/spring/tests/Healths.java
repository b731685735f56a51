package io.surety.spring.tests;

import java.lang.reflect.Method;

/**
 * Asks the health indicator, whose types are in other packages with each version of Spring Boot.
 */
final class Healths {
  private Healths() {}

  /** Status and details, in one line. */
  static String of(RunningShop shop) {
    try {
      Object indicator = shop.bean("suretyHealthIndicator");
      Method health = find(indicator.getClass(), "health");
      health.setAccessible(true);
      Object answer = health.invoke(indicator);
      return find(answer.getClass(), "getStatus").invoke(answer)
          + " "
          + find(answer.getClass(), "getDetails").invoke(answer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method find(Class<?> type, String name) throws NoSuchMethodException {
    return type.getMethod(name);
  }
}
