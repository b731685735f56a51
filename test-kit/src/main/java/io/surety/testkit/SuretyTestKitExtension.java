package io.surety.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * For JUnit 5.12 or newer: gives each test a {@link SuretyTestKit} of its own, as a parameter of
 * its constructor or its methods, and closes it when the test is over.
 */
public final class SuretyTestKitExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SuretyTestKitExtension.class);

  /** For {@code @ExtendWith}. */
  public SuretyTestKitExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SuretyTestKit.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Kit.class, unused -> new Kit(SuretyTestKit.create()), Kit.class)
        .kit();
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @SuppressWarnings("deprecation") // Before JUnit 5.13 AutoCloseable is not enough.
  private record Kit(SuretyTestKit kit)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      kit.close();
    }
  }
}
