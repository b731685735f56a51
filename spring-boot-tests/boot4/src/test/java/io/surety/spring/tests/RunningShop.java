package io.surety.spring.tests;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application, started as its {@code main} would. */
final class RunningShop implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private RunningShop(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it with these sources besides the shop itself, and these properties. */
  static RunningShop start(List<Class<?>> sources, String... properties) {
    return start(sources, true, properties);
  }

  /** As {@link #start(List, String...)}, with or without the local tables. */
  static RunningShop start(
      List<Class<?>> sources, boolean createsLocalTables, String... properties) {
    List<Class<?>> all = new ArrayList<>(sources);
    all.add(Shop.class);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.application.name=shop",
                "--spring.main.banner-mode=off",
                "--surety.tables.create=" + createsLocalTables));
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return new RunningShop(
        new SpringApplicationBuilder(all.toArray(Class<?>[]::new))
            .web(WebApplicationType.NONE)
            .run(arguments.toArray(String[]::new)));
  }

  /** Creates the application's own tables, as its migrations would. */
  static void createTables(DataSource dataSource) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    jdbc.execute("CREATE TABLE IF NOT EXISTS orders (order_id VARCHAR(64) PRIMARY KEY)");
    jdbc.execute("CREATE TABLE IF NOT EXISTS invoices (order_id VARCHAR(64), cents INT NOT NULL)");
  }

  Shop.Orders orders() {
    return get(Shop.Orders.class);
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  Object bean(String name) {
    return context.getBean(name);
  }

  JdbcTemplate jdbc() {
    return get(JdbcTemplate.class);
  }

  int invoices(String orderId) {
    return orders().count("invoices", orderId);
  }

  @Override
  public void close() {
    context.close();
  }
}
