package io.surety.spring;

import io.surety.spring.convert.Jackson2Converter;
import io.surety.spring.convert.Jackson3Converter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON, with what the application has: Jackson 3, or else Jackson 2. Not a bean of the converter's
 * own type, because it takes everything and so must come last.
 */
record JsonPayloads(PayloadConverter converter) {

  /** Jackson 3, with the application's mapper if there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "tools.jackson.databind.json.JsonMapper")
  static class Jackson3 {
    @Bean
    @ConditionalOnMissingBean
    JsonPayloads suretyJsonPayloads(ObjectProvider<JsonMapper> mapper) {
      return new JsonPayloads(new Jackson3Converter(mapper.getIfUnique(JsonMapper::new)));
    }
  }

  /** Jackson 2, with the application's mapper if there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "com.fasterxml.jackson.databind.ObjectMapper")
  static class Jackson2 {
    @Bean
    @ConditionalOnMissingBean
    JsonPayloads suretyJackson2Payloads(
        ObjectProvider<com.fasterxml.jackson.databind.ObjectMapper> mapper) {
      return new JsonPayloads(
          new Jackson2Converter(
              mapper.getIfUnique(com.fasterxml.jackson.databind.ObjectMapper::new)));
    }
  }
}
