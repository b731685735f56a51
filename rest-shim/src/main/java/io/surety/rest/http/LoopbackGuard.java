package io.surety.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As long as nobody has to say who they are, the server is for programs of this machine. A browser
 * on it also runs the programs of others, so requests that a foreign web page can cause are
 * refused: with a Host that was bent to loopback by its name server (DNS rebinding), or changes
 * from another origin.
 */
final class LoopbackGuard implements Handler {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  @Override
  public void handle(Context ctx) {
    @Nullable String host = ctx.header("Host");
    if (host != null && !isLoopback(host)) {
      throw ProblemException.of(
          ProblemCode.HOST_NOT_ALLOWED,
          "Address the server as localhost or 127.0.0.1; a proxy in front of it must send that as"
              + " Host.");
    }
    @Nullable String origin = ctx.header("Origin");
    if (origin != null && !READING.contains(ctx.method()) && !origin.equals("http://" + host)) {
      throw ProblemException.of(
          ProblemCode.CROSS_ORIGIN,
          "Send the request from a program, or from a page of this server.");
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
