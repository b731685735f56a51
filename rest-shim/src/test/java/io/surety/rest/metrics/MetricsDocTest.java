package io.surety.rest.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dsurety.docs.write=true} to write the page anew. */
class MetricsDocTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN = "<!-- begin metrics: made from the code -->\n";
  private static final String END = "<!-- end metrics -->";

  @Test
  void thePageShowsTheCatalogue() throws Exception {
    String page = Files.readString(PAGE);

    String fresh = replaced(page);
    if (Boolean.getBoolean("surety.docs.write")) {
      Files.writeString(PAGE, fresh);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(fresh);
  }

  @Test
  void namesAreAsPrometheusWantsThem() {
    List<Metric> all = List.of(Metric.values());

    assertThat(all).extracting(Metric::metricName).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            metric -> {
              assertThat(metric.metricName()).matches("surety(_[a-z]+)+");
              assertThat(metric.metricName().endsWith("_total"))
                  .as(metric.metricName())
                  .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
              assertThat(metric.help()).endsWith(".").hasSizeLessThan(300);
              if (metric.kind() == Metric.Kind.HISTOGRAM) {
                assertThat(metric.metricName()).endsWith("_seconds");
              }
            });
  }

  private static String replaced(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    assertThat(from).isPositive().isLessThanOrEqualTo(to);
    String sections =
        Arrays.stream(Metric.Section.values())
            .map(MetricsDocTest::section)
            .collect(Collectors.joining("\n"));
    return page.substring(0, from) + "\n" + sections + "\n" + page.substring(to);
  }

  private static String section(Metric.Section section) {
    String rows =
        Arrays.stream(Metric.values())
            .filter(metric -> metric.section() == section)
            .map(MetricsDocTest::row)
            .collect(Collectors.joining());
    return "## " + section.title() + "\n\n| metric | kind | labels | |\n|---|---|---|---|\n" + rows;
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `"
        + metric.metricName()
        + "` | "
        + metric.kind().name().toLowerCase(Locale.ROOT)
        + " | "
        + labels
        + " | "
        + metric.help()
        + " |\n";
  }
}
