package io.surety.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.story.DemoConsumers;
import io.surety.quickstart.story.Outcome;
import io.surety.quickstart.story.StopSignal;
import io.surety.quickstart.story.Stories;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path directory;

  @Test
  void takesItsTopicBackFromAGroupThatTheReaderSubscribed() throws Exception {
    Screen screen = new Screen();
    Console console = screen.console();
    Options options = new Options(directory, 0, 0, true, true, false);
    StopSignal stop = new StopSignal();
    try (Platform platform = Platform.start(options, console, stop)) {
      DemoTopics.create(platform.kafka(), DemoConsumers.DESTINATION);
      put(platform, "/api/v1/destinations/demo.orders");
      put(platform, "/api/v1/subscriptions/demo.orders/mine");

      try (Demo demo = Demo.start(platform, console)) {
        assertThat(demo.tell(Stories.ofOneConfirmed(), directory, stop)).allMatch(Outcome::isRight);
      }

      assertThat(screen.out()).contains("group mine is no longer subscribed to it");
    }
  }

  private static void put(Platform platform, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(platform.url().resolve(path)).PUT(BodyPublishers.noBody()).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).endsWith("}\n");
  }
}
