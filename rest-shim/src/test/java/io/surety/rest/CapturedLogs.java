package io.surety.rest;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is logged in this JVM meanwhile: what is Surety's from debug on, what is the HTTP server's
 * and the tokens' from info on (their debug shows whole requests, and is not for production), and
 * everything else as configured.
 */
final class CapturedLogs implements AutoCloseable {
  private static final Map<String, Level> LOGGERS =
      Map.of(
          "io.surety", Level.DEBUG,
          "io.javalin", Level.INFO,
          "org.eclipse.jetty", Level.INFO,
          "com.nimbusds", Level.INFO);

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Appender appender = new Appender();

  private CapturedLogs() {}

  static CapturedLogs start() {
    CapturedLogs logs = new CapturedLogs();
    logs.appender.start();
    Configuration configuration = logs.context.getConfiguration();
    for (String name : LOGGERS.keySet()) {
      Level level = LOGGERS.get(name);
      // Not additive: a console full of it helps nobody.
      LoggerConfig logger = new LoggerConfig(name, level, false);
      logger.addAppender(logs.appender, level, null);
      configuration.addLogger(name, logger);
    }
    configuration.getRootLogger().addAppender(logs.appender, null, null);
    logs.context.updateLoggers();
    return logs;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The tests after this one log as configured. */
  @Override
  public void close() {
    context.reconfigure();
  }

  private final class Appender extends AbstractAppender {
    Appender() {
      super("captured", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(
          event.getLoggerName()
              + " "
              + event.getMessage().getFormattedMessage()
              + (event.getThrown() == null ? "" : " " + event.getThrown()));
    }
  }
}
