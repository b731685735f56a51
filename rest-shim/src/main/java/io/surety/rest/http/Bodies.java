package io.surety.rest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.json.Json;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests, up to a limit. Thread-safe. */
final class Bodies {
  private static final String READ = "surety.body";
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final long DISCARDED_MAX_FACTOR = 4;

  private final Json json;
  private final int maxBytes;

  Bodies(Json json, int maxBytes) {
    this.json = json;
    this.maxBytes = maxBytes;
  }

  /**
   * The JSON object in the body; no body is an empty one.
   *
   * @throws ProblemException when it is something else, or too large
   */
  ObjectNode object(Context ctx) {
    return json.readObject(bytes(ctx));
  }

  /**
   * The body, which must be JSON if there is one. Can be asked for again.
   *
   * @throws ProblemException when it is too large, or says that it is something else
   */
  byte[] bytes(Context ctx) {
    byte[] body = raw(ctx);
    if (body.length > 0 && !isJson(ctx.contentType())) {
      throw ProblemException.of(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send it with Content-Type: application/json.");
    }
    return body;
  }

  /**
   * The body, whatever it says it is. Can be asked for again.
   *
   * @throws ProblemException when it is too large
   */
  byte[] raw(Context ctx) {
    byte @Nullable [] known = ctx.attribute(READ);
    if (known != null) {
      return known;
    }
    byte[] body = read(ctx);
    ctx.attribute(READ, body);
    return body;
  }

  /** JSON to be sent on. */
  byte[] write(ObjectNode body) {
    return json.write(body);
  }

  private byte[] read(Context ctx) {
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        discard(in);
        throw tooLarge();
      }
      return body;
    } catch (IOException e) {
      throw ProblemException.of(
          ProblemCode.HTTP_REFUSED, "The body ended before it was complete; send it again.");
    }
  }

  /** Many clients read the answer only after they have sent everything; some patience is due. */
  private void discard(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long left = DISCARDED_MAX_FACTOR * maxBytes;
    int read = in.read(chunk);
    while (read >= 0 && left > 0) {
      left -= read;
      read = in.read(chunk);
    }
  }

  private ProblemException tooLarge() {
    return ProblemException.of(
        ProblemCode.TOO_LARGE,
        "The body may have "
            + maxBytes
            + " bytes: send less, or raise surety.rest.body.max.bytes on the server.");
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return type.equals("application/json");
  }
}
