package io.surety.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows the health of outbox and listeners, where the application has Spring Boot's health. */
@AutoConfiguration(after = SuretyJdbcAutoConfiguration.class)
@ConditionalOnBean(SuretyHealth.Look.class)
@ConditionalOnProperty(name = "management.health.surety.enabled", matchIfMissing = true)
public class SuretyHealthAutoConfiguration {

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class Boot4 {
    @Bean
    @ConditionalOnMissingBean(name = "suretyHealthIndicator")
    HealthIndicator suretyHealthIndicator(SuretyHealth.Look look) {
      return () -> {
        try {
          SuretyHealth health = look.now();
          return (health.isUp() ? Health.up() : Health.down())
              .withDetails(health.details())
              .build();
        } catch (Exception e) {
          return Health.down(e).build();
        }
      };
    }
  }

  /** Spring Boot 3, where the same types are in other packages. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class Boot3 {
    @Bean
    @ConditionalOnMissingBean(name = "suretyHealthIndicator")
    org.springframework.boot.actuate.health.HealthIndicator suretyHealthIndicator(
        SuretyHealth.Look look) {
      return () -> {
        try {
          SuretyHealth health = look.now();
          return (health.isUp()
                  ? org.springframework.boot.actuate.health.Health.up()
                  : org.springframework.boot.actuate.health.Health.down())
              .withDetails(health.details())
              .build();
        } catch (Exception e) {
          return org.springframework.boot.actuate.health.Health.down(e).build();
        }
      };
    }
  }
}
