package io.surety.spring.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Reason;
import io.surety.testkit.SuretyTestKit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The page shows code that runs, and names every property. */
class SpringPageTest {
  private static final Path PROJECT = project();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROPERTY = Pattern.compile("\"name\": \"(surety\\.[a-z.-]+)\"");

  @Test
  void everyExampleOfThePageIsInTheCodeWordForWord() throws IOException {
    String source =
        Files.readString(
            PROJECT.resolve(
                "spring-boot-tests/boot4/src/test/java/io/surety/spring/tests/examples/SpringExamples.java"));
    List<String> examples =
        JAVA.matcher(page()).results().map(example -> example.group(1)).toList();

    assertThat(examples).hasSize(5);
    for (String example : examples) {
      assertThat(withoutIndent(source)).contains(withoutIndent(example));
    }
  }

  @Test
  void thePageAndTheMetadataNameEveryProperty() throws IOException {
    List<String> properties = new ArrayList<>();
    String name = "META-INF/spring-configuration-metadata.json";
    for (URL metadata : Collections.list(getClass().getClassLoader().getResources(name))) {
      try (InputStream json = metadata.openStream()) {
        PROPERTY
            .matcher(new String(json.readAllBytes(), StandardCharsets.UTF_8))
            .results()
            .map(found -> found.group(1))
            // Groups are listed as well; those properties that look like one are on the page, too.
            .filter(found -> found.contains("-") || found.split("\\.").length > 2)
            .forEach(properties::add);
      }
    }

    assertThat(properties).contains("surety.bootstrap-servers", "surety.health.outbox-age-max");
    assertThat(properties).allSatisfy(property -> assertThat(page()).contains(property));
  }

  @Test
  void theExamplesDoWhatThePageSays() {
    String url = "jdbc:h2:mem:page;DB_CLOSE_DELAY=-1";
    JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "sa", ""));
    jdbc.execute("CREATE TABLE orders (order_id VARCHAR(64) PRIMARY KEY)");
    jdbc.execute("CREATE TABLE invoices (order_id VARCHAR(64), cents INT NOT NULL)");

    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(SpringExamples.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.application.name=order-service",
                "--spring.datasource.url=" + url,
                "--surety.tables.create=true")) {
      SuretyTestKit kit = context.getBean(SuretyTestKit.class);
      SpringExamples.Orders orders = context.getBean(SpringExamples.Orders.class);

      orders.pay("42", 4200);
      orders.cancel("42");

      eventually(() -> assertThat(kit.messages()).hasSize(3));
      eventually(
          () ->
              assertThat(jdbc.queryForList("SELECT cents FROM invoices", Integer.class))
                  .containsExactly(4200));
      eventually(
          () ->
              assertThat(context.getBean(SpringExamples.Mail.class).sent).containsExactly("42 #1"));
      eventually(
          () ->
              assertThat(kit.deadLetters())
                  .hasSize(2)
                  .allMatch(letter -> letter.reason() == Reason.NO_DESTINATION));
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }

  private static String page() throws IOException {
    return Files.readString(PROJECT.resolve("docs/spring.md"));
  }

  private static String withoutIndent(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/spring.md"))) {
      here = here.getParent();
    }
    return here;
  }
}
