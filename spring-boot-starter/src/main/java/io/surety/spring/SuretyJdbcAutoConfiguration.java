package io.surety.spring;

import io.surety.client.Publisher;
import io.surety.client.jdbc.JdbcInbox;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.LocalTables;
import io.surety.client.jdbc.OutboxOptions;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;

/** Sets up outbox and inbox, where the application has one data source (or a primary one). */
@AutoConfiguration(
    after = SuretyAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration"
    })
@ConditionalOnClass(DataSourceUtils.class)
@ConditionalOnSingleCandidate(DataSource.class)
public class SuretyJdbcAutoConfiguration {

  /** The tables; made now if the application asks for it. */
  @Bean
  @ConditionalOnMissingBean
  public LocalTables suretyTables(SuretyProperties properties, DataSource dataSource)
      throws SQLException {
    LocalTables tables = LocalTables.defaults().withPrefix(properties.tables().prefix());
    String schema = properties.tables().schema();
    if (schema != null) {
      tables = tables.inSchema(schema);
    }
    if (properties.tables().create()) {
      tables.create(dataSource);
    }
    return tables;
  }

  /** The outbox. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "surety.outbox.enabled", matchIfMissing = true)
  public JdbcOutbox suretyOutbox(Publisher publisher, DataSource dataSource, LocalTables tables)
      throws SQLException {
    return JdbcOutbox.create(publisher, dataSource, OutboxOptions.defaults().withTables(tables));
  }

  /** The outbox within Spring's transactions. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(JdbcOutbox.class)
  public TransactionalOutbox suretyTransactionalOutbox(JdbcOutbox outbox, DataSource dataSource) {
    return new TransactionalOutbox(outbox, dataSource);
  }

  /** The inbox. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "surety.inbox.enabled", matchIfMissing = true)
  public JdbcInbox suretyInbox(DataSource dataSource, LocalTables tables) {
    return JdbcInbox.of(dataSource, tables);
  }

  /** The inbox in Spring's transactions. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(JdbcInbox.class)
  @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
  public SpringInbox suretySpringInbox(
      JdbcInbox inbox, DataSource dataSource, PlatformTransactionManager transactions) {
    return new SpringInbox(inbox, dataSource, transactions);
  }

  /** What the health indicator shows. */
  @Bean
  @ConditionalOnBean(JdbcOutbox.class)
  SuretyHealth.Look suretyHealthLook(
      JdbcOutbox outbox, ListenerContainer listeners, SuretyProperties properties) {
    return () ->
        SuretyHealth.of(
            outbox.depth(),
            outbox.oldestAge().orElse(Duration.ZERO),
            properties.health().outboxAgeMax(),
            listeners.ended());
  }
}
