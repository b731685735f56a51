package io.surety.cli.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.DurationConverter;
import io.surety.cli.print.Json;
import io.surety.schemas.MessageIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A message as it is described on the command line; to be mixed in. */
public final class NewMessage {
  @Parameters(index = "0", paramLabel = "DESTINATION", description = "A registered destination.")
  private String destination = "";

  @Option(
      names = "--body",
      required = true,
      paramLabel = "TEXT|@FILE|-",
      description =
          "The payload: a text, the bytes of a file, or those of stdin. They arrive as they are.")
  private String body = "";

  @Option(
      names = "--producer",
      paramLabel = "NAME",
      defaultValue = "cli",
      description = "Whose message it is. Default: ${DEFAULT-VALUE}.")
  private String producer = "cli";

  @Option(names = "--key", paramLabel = "KEY", description = "Record key at the destination.")
  private @Nullable String key;

  @Option(names = "--tag", paramLabel = "TAG", description = "What subscriptions filter on.")
  private @Nullable String tag;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its id, so that the command can be repeated. Default: a new one.")
  private @Nullable String id;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME=VALUE",
      description = "A header of the record; can be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--after",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Not before so long from now: 30s, 5m, 1d.")
  private @Nullable Duration after;

  @Option(names = "--at", paramLabel = "TIME", description = "Not before: 2026-12-24T18:00:00Z.")
  private @Nullable OffsetDateTime at;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Not after so long from now.")
  private @Nullable Duration ttl;

  /** Made by picocli. */
  public NewMessage() {}

  /**
   * The request's body. It can be sent again without harm: the id and the time of delivery are
   * fixed here.
   *
   * @param mode prepare, send or direct
   * @throws IllegalArgumentException when options do not go together
   * @throws IOException when the payload cannot be read
   */
  ObjectNode request(String mode, InputStream stdin) throws IOException {
    if (after != null && at != null) {
      throw new IllegalArgumentException("--after and --at say the same; give one of them");
    }
    ObjectNode request = Json.object();
    request.put("mode", mode);
    request.put("id", id == null ? MessageIds.newId() : id);
    request.put("producer", producer);
    request.put("destination", destination);
    put(request, "tag", tag);
    put(request, "key", key);
    if (after != null) {
      request.put("deliverAt", Instant.now().plus(after).toString());
    }
    if (at != null) {
      request.put("deliverAt", at.toInstant().toString());
    }
    if (ttl != null) {
      request.put("ttlMs", ttl.toMillis());
    }
    if (!headers.isEmpty()) {
      putHeaders(request.putArray("headers"));
    }
    request.put("payloadBase64", Base64.getEncoder().encodeToString(payload(stdin)));
    return request;
  }

  private static void put(ObjectNode request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }

  private void putHeaders(ArrayNode array) {
    for (String header : headers) {
      int at = header.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("header '" + header + "' must be written as NAME=VALUE");
      }
      array.addObject().put("name", header.substring(0, at)).put("value", header.substring(at + 1));
    }
  }

  private byte[] payload(InputStream stdin) throws IOException {
    if (body.equals("-")) {
      return stdin.readAllBytes();
    }
    return body.startsWith("@")
        ? Files.readAllBytes(Path.of(body.substring(1)))
        : body.getBytes(StandardCharsets.UTF_8);
  }
}
