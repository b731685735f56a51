package io.surety.quickstart;

import io.surety.rest.CommandException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that messages are delivered to, which are the user's own in production. */
final class DemoTopics {
  private static final int PARTITIONS = 4;

  private DemoTopics() {}

  /**
   * Returns when they are there.
   *
   * @throws CommandException if the broker does not create one of them
   */
  static void create(Map<String, Object> kafka, String... names) {
    try (Admin admin = Admin.create(kafka)) {
      for (String name : names) {
        create(admin, name);
      }
    }
  }

  private static void create(Admin admin, String name) {
    NewTopic topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new CommandException("Cannot create the topic " + name + ": " + e.getCause(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while the topic " + name + " was created", e);
    }
  }
}
