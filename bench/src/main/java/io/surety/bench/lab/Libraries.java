package io.surety.bench.lab;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A peer's own libraries, as Maven has copied them. They are not on the class path, since some are
 * ours in other versions, or come under licences that are not for what we ship: what uses them is
 * in the peer's package {@code load}, which the loader of the libraries has, too.
 *
 * @param peer in the names of its module and of its package
 * @param directory with its jars
 */
public record Libraries(String peer, Path directory) {
  private static final String OURS = "io.surety.bench.";

  /**
   * Finds them.
   *
   * @throws LabException if they are not there
   */
  public static Libraries of(String peer) {
    String property = OURS.substring("io.".length()) + peer;
    String given = System.getProperty(property, "");
    Path directory = given.isEmpty() ? built(peer) : Path.of(given);
    if (!Files.isDirectory(directory)) {
      throw new LabException(
          "the libraries of "
              + peer
              + " are not in "
              + directory
              + ". ./surety bench of a checkout gets them when its arguments name "
              + peer
              + "; so does ./mvnw -pl bench/"
              + peer
              + " generate-resources. Others are named by -D"
              + property
              + "=DIR in SURETY_JAVA_OPTS");
    }
    return new Libraries(peer, directory.toAbsolutePath());
  }

  /** Beside the classes of this build: bench/target/classes, bench/rocketmq/target/lib. */
  private static Path built(String peer) {
    return ours().resolve("../../" + peer + "/target/lib").normalize();
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
  public String classPath() {
    return directory.resolve("*") + File.pathSeparator + ours();
  }

  /**
   * Makes something of a class of the peer's package {@code load}, in this process. Its loader sees
   * the libraries, and of ours nothing but the bench.
   *
   * @param wanted which jars, by their names
   * @throws LabException if its constructor, the only one, fails
   */
  public <T> T load(Predicate<String> wanted, Class<T> type, String name, Object... arguments) {
    ClassLoader loader = new Loader(urls(wanted));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Threads that it starts inherit it.
    thread.setContextClassLoader(loader);
    try {
      return type.cast(
          Class.forName(packageOfLoad() + name, true, loader)
              .getConstructors()[0]
              .newInstance(arguments));
    } catch (InvocationTargetException e) {
      throw new LabException(
          "the client of " + peer + " cannot be started: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the load for " + peer + " is not among the classes", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private String packageOfLoad() {
    return OURS + peer + ".load.";
  }

  private URL[] urls(Predicate<String> wanted) {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(directory)) {
      jars.filter(jar -> wanted.test(jar.getFileName().toString()))
          .forEach(jar -> urls.add(url(jar)));
    } catch (IOException e) {
      throw new LabException("cannot read " + directory, e);
    }
    urls.add(url(ours()));
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("no address of " + path, e);
    }
  }

  private final class Loader extends URLClassLoader {
    Loader(URL[] urls) {
      super(peer, urls, ClassLoader.getPlatformClassLoader());
    }

    /** What both sides speak of must be the same class, and what uses its client must see that. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(OURS) && !name.startsWith(packageOfLoad())
          ? Libraries.class.getClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
