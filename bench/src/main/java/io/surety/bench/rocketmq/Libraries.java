package io.surety.bench.rocketmq;

import io.surety.bench.lab.LabException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * RocketMQ's own libraries, as Maven has copied them: some are those of Kafka in other versions.
 *
 * @param directory with its jars
 */
record Libraries(Path directory) {
  /** Names the directory, where it is not that of the build. */
  static final String PROPERTY = "surety.bench.rocketmq";

  /** Of the classes that must see RocketMQ's. */
  private static final String LOAD = "io.surety.bench.rocketmq.load.";

  private static final List<String> NOT_FOR_CLIENTS =
      List.of("rocketmq-broker-", "rocketmq-namesrv-", "rocketmq-controller-", "rocketmq-tools-");

  private static final String OURS = "io.surety.bench.";

  /**
   * Finds them.
   *
   * @throws LabException if they are not there
   */
  static Libraries find() {
    String given = System.getProperty(PROPERTY, "");
    Path directory = given.isEmpty() ? built() : Path.of(given);
    if (!Files.isDirectory(directory)) {
      throw new LabException(
          "RocketMQ's libraries are not in "
              + directory
              + ". ./surety bench of a checkout gets them when its arguments name rocketmq; so does ./mvnw -pl"
              + " bench/rocketmq generate-resources. Others are named by -D"
              + PROPERTY
              + "=DIR in SURETY_JAVA_OPTS");
    }
    return new Libraries(directory.toAbsolutePath());
  }

  /** Beside the classes of this build: bench/target/classes, bench/rocketmq/target/lib. */
  private static Path built() {
    return ours().resolve("../../rocketmq/target/lib").normalize();
  }

  /** Where the classes of the bench are, a directory or a jar. */
  private static Path ours() {
    try {
      return Path.of(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes of the bench are nowhere", e);
    }
  }

  /** For a process of its own, with the guard of the bench. */
  String classPath() {
    return directory.resolve("*") + File.pathSeparator + ours();
  }

  /** For this process: sees nothing of ours but the bench. */
  ClassLoader loader() {
    return new Loader(urls());
  }

  private URL[] urls() {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(directory)) {
      for (Path jar : (Iterable<Path>) jars.filter(Libraries::isForClients)::iterator) {
        urls.add(url(jar));
      }
    } catch (IOException e) {
      throw new LabException("cannot read " + directory, e);
    }
    urls.add(url(ours()));
    return urls.toArray(URL[]::new);
  }

  /** Servers and tools would bring their settings of the log, which a client takes for its own. */
  private static boolean isForClients(Path jar) {
    String name = jar.getFileName().toString();
    return NOT_FOR_CLIENTS.stream().noneMatch(name::startsWith);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("no address of " + path, e);
    }
  }

  private static final class Loader extends URLClassLoader {
    Loader(URL[] urls) {
      super("rocketmq", urls, ClassLoader.getPlatformClassLoader());
    }

    /** What both sides speak of must be the same class, and what uses its client must see that. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(OURS) && !name.startsWith(LOAD)
          ? Libraries.class.getClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
