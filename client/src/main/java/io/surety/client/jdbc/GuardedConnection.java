package io.surety.client.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * A connection whose transaction belongs to somebody else: whoever gets it works on it, and cannot
 * end the transaction or keep the connection.
 *
 * <p>A proxy, since {@link Connection} has some sixty methods, and a new JDBC version more.
 */
final class GuardedConnection implements InvocationHandler {
  private final Connection connection;
  private final String whose;
  private volatile boolean ended;

  /**
   * @param whose who ends the transaction, for messages to people
   */
  GuardedConnection(Connection connection, String whose) {
    this.connection = connection;
    this.whose = whose;
  }

  Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  }

  /** From now on nothing can be done with it. */
  void end() {
    ended = true;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, args);
    }
    if (ended) {
      throw new IllegalStateException(
          "the transaction of the " + whose + " has ended; use its connection only in the call");
    }
    if (endsTheTransaction(method)) {
      throw new IllegalStateException(
          "the transaction belongs to the "
              + whose
              + ", so "
              + method.getName()
              + "() is refused; return to commit, throw to roll back");
    }
    try {
      return method.invoke(connection, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Rolling back to a savepoint has a parameter, and ends nothing. */
  private static boolean endsTheTransaction(Method method) {
    return switch (method.getName()) {
      case "commit", "close", "setAutoCommit", "abort" -> true;
      case "rollback" -> method.getParameterCount() == 0;
      default -> false;
    };
  }

  private Object ofObject(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "connection of the " + whose + " [" + connection + "]";
    };
  }
}
