package io.surety.client.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real connection whose driver calls the database something else. */
final class Renamed {
  private Renamed() {}

  static Connection connection(DataSource dataSource, String product) throws SQLException {
    Connection real = dataSource.getConnection();
    DatabaseMetaData metaData =
        proxy(DatabaseMetaData.class, real.getMetaData(), "getDatabaseProductName", product);
    return proxy(Connection.class, real, "getMetaData", metaData);
  }

  private static <T> T proxy(Class<T> type, T real, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) ->
                called.getName().equals(method) ? answer : invoke(called, real, arguments)));
  }

  private static Object invoke(Method method, Object real, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
