package io.surety.client.jdbc;

import io.surety.client.Publisher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** A real publisher, of which is seen when it was given something to send. */
final class Watched {
  private final CountDownLatch sending = new CountDownLatch(1);
  private final Publisher watched;

  Watched(Publisher real) {
    watched =
        (Publisher)
            Proxy.newProxyInstance(
                Publisher.class.getClassLoader(),
                new Class<?>[] {Publisher.class},
                (self, method, arguments) -> {
                  try {
                    Object result = method.invoke(real, arguments);
                    if (method.getName().equals("sendAsync")) {
                      sending.countDown();
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  Publisher watched() {
    return watched;
  }

  void awaitSending() throws InterruptedException {
    sending.await();
  }
}
