package io.surety.client.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What the client logs at WARN and above, while this is open. */
public final class Logs implements AutoCloseable {
  private static final String NAME = "logs-of-a-test";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerConfig logger =
      LoggerContext.getContext(false).getConfiguration().getLoggerConfig("io.surety.client");

  public Logs() {
    AbstractAppender appender =
        new AbstractAppender(NAME, null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    logger.addAppender(appender, null, null);
  }

  /** Level and text of each. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.removeAppender(NAME);
  }
}
