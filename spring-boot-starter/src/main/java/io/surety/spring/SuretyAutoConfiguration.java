package io.surety.spring;

import io.surety.client.Publisher;
import io.surety.client.Surety;
import io.surety.client.SuretyClientConfig;
import io.surety.spring.convert.BytesConverter;
import io.surety.spring.convert.TextConverter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** Sets up the client, and finds the methods that are annotated. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration"
    })
@EnableConfigurationProperties(SuretyProperties.class)
@Import({JsonPayloads.Jackson3.class, JsonPayloads.Jackson2.class})
public class SuretyAutoConfiguration {

  /** The connection to the cluster. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public Surety surety(SuretyProperties properties, Environment environment) {
    return Surety.connect(SuretyClientConfig.of(clientProperties(properties, environment)));
  }

  private static Map<String, Object> clientProperties(
      SuretyProperties properties, Environment environment) {
    Map<String, Object> client = new HashMap<>();
    Optional.ofNullable(properties.bootstrapServers())
        .or(() -> Optional.ofNullable(environment.getProperty("spring.kafka.bootstrap-servers")))
        .ifPresent(servers -> client.put("bootstrap.servers", servers));
    client.put("surety.topic.prefix", properties.topicPrefix());
    client.putAll(properties.properties());
    return client;
  }

  /** Before anything is published or consumed: both begin when all singletons are there. */
  @Bean
  SmartInitializingSingleton suretyDestinations(
      ObjectProvider<Surety> surety, SuretyProperties properties) {
    return () ->
        properties
            .destinations()
            .forEach(topic -> surety.getObject().destinations().register(topic));
  }

  /** Publishes in the name of the application. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public Publisher suretyPublisher(
      Surety surety, SuretyProperties properties, Environment environment) {
    String name =
        Optional.ofNullable(properties.producer())
            .or(() -> Optional.ofNullable(environment.getProperty("spring.application.name")))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "nobody says in whose name messages are published; set surety.producer or"
                            + " spring.application.name"));
    return surety.publisher(name);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ReliableSendPostProcessor reliableSendPostProcessor(
      ObjectProvider<TransactionalOutbox> outbox,
      ObjectProvider<PayloadConverters> converters,
      ConfigurableBeanFactory beans,
      Environment environment) {
    return new ReliableSendPostProcessor(
        new ReliableSendInterceptor(
            () -> outbox.getIfAvailable(SuretyAutoConfiguration::noOutbox),
            converters::getObject,
            placeholders(beans)),
        environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
  }

  private static TransactionalOutbox noOutbox() {
    throw new IllegalStateException(
        "@ReliableSend needs the outbox; give the application a DataSource and"
            + " spring-jdbc, and do not set surety.outbox.enabled=false");
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ListenerPostProcessor reliableListenerPostProcessor(ConfigurableBeanFactory beans) {
    return new ListenerPostProcessor(placeholders(beans));
  }

  private static UnaryOperator<String> placeholders(ConfigurableBeanFactory beans) {
    return text -> Optional.ofNullable(beans.resolveEmbeddedValue(text)).orElse("");
  }

  @Bean
  ListenerContainer reliableListenerContainer(
      ListenerPostProcessor found,
      ObjectProvider<Surety> surety,
      ObjectProvider<PayloadConverters> converters,
      ObjectProvider<SpringInbox> inbox,
      SuretyProperties properties) {
    return new ListenerContainer(
        found,
        surety::getObject,
        converters::getObject,
        inbox,
        properties.listener().autoStartup());
  }

  /** Those of the application in their order, then the built-in ones, of which JSON takes all. */
  @Bean
  PayloadConverters suretyPayloadConverters(
      ObjectProvider<PayloadConverter> converters, ObjectProvider<JsonPayloads> json) {
    List<PayloadConverter> all = new ArrayList<>(converters.orderedStream().toList());
    all.add(new TextConverter());
    all.add(new BytesConverter());
    json.ifAvailable(payloads -> all.add(payloads.converter()));
    return new PayloadConverters(all);
  }
}
