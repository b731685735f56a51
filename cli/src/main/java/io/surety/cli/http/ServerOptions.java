package io.surety.cli.http;

import io.surety.cli.DurationConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.Unreadable;
import io.surety.rest.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and as whom; to be mixed in. */
public final class ServerOptions {
  static final String URL = "SURETY_URL";
  static final String TOKEN = "SURETY_TOKEN";
  static final String TOKEN_FILE = "SURETY_TOKEN_FILE";
  static final String TRUSTSTORE = "SURETY_TRUSTSTORE";

  private static final String LOCAL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where a server listens. Default: SURETY_URL, or " + LOCAL + ".")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with an API key or a token, where callers have to say who they are. Default:"
              + " SURETY_TOKEN_FILE, or the token itself in SURETY_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--truststore",
      paramLabel = "FILE",
      description =
          "Certificates by which the server is trusted: PEM, PKCS #12 or JKS. Default:"
              + " SURETY_TRUSTSTORE, or those that Java trusts.")
  private @Nullable Path truststore;

  @Option(
      names = "--truststore-password-file",
      paramLabel = "FILE",
      description = "File with the password of that file, where it has one.")
  private @Nullable Path truststorePassword;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description =
          "How long a request may take, with its repetitions while the server says 'try again'."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration requestTimeout = Duration.ofSeconds(30);

  /** Made by picocli. */
  public ServerOptions() {}

  /** The server that the options, and otherwise the environment, name. */
  public Api connect() {
    return connect(System.getenv());
  }

  /** True if somebody said which server. */
  public boolean isNamed() {
    return url != null || present(System.getenv(), URL).isPresent();
  }

  Api connect(Map<String, String> environment) {
    Optional<Path> trusted = path(truststore, environment, TRUSTSTORE);
    return new Api(
        url(environment),
        token(environment),
        trusted.map(
            file -> Trust.of(file, Optional.ofNullable(truststorePassword).map(this::read))),
        requestTimeout);
  }

  private URI url(Map<String, String> environment) {
    String named = url != null ? url : present(environment, URL).orElse(LOCAL);
    String whole = named.contains("://") ? named : "http://" + named;
    try {
      URI uri = URI.create(whole.endsWith("/") ? whole : whole + "/");
      if (uri.getHost() != null && uri.getScheme().matches("https?") && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw notUsable(named);
    }
    throw notUsable(named);
  }

  private static CommandException notUsable(String url) {
    return new CommandException(
        "'" + url + "' is no URL of a server; write it as in " + LOCAL, ExitCodes.USAGE, null);
  }

  private Optional<String> token(Map<String, String> environment) {
    // An option wins over the environment.
    if (tokenFile != null) {
      return Optional.of(read(tokenFile));
    }
    return present(environment, TOKEN)
        .or(() -> present(environment, TOKEN_FILE).map(Path::of).map(this::read));
  }

  private static Optional<Path> path(
      @Nullable Path option, Map<String, String> environment, String name) {
    return Optional.ofNullable(option).or(() -> present(environment, name).map(Path::of));
  }

  private static Optional<String> present(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private String read(Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (!secret.isEmpty() && secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        return secret;
      }
    } catch (IOException e) {
      throw new CommandException(
          file + " cannot be read: " + Unreadable.why(e), ExitCodes.USAGE, e);
    }
    throw new CommandException(
        file + " must hold one line of visible characters", ExitCodes.USAGE, null);
  }
}
