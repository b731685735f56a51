package io.surety.rest.problem;

import io.surety.lifecycle.Refusal;
import java.util.Locale;

/** The stable codes of problems. A code keeps its meaning for ever; new ones may come. */
public enum ProblemCode {
  INVALID_JSON(400, "The body is not JSON"),
  INVALID_REQUEST(400, "The request has fields that cannot be accepted"),
  HTTP_REFUSED(400, "The HTTP request cannot be accepted"),
  HOST_NOT_ALLOWED(403, "The Host header does not name this server"),
  CROSS_ORIGIN(403, "A web page of another origin may not change anything here"),
  UNAUTHENTICATED(401, "The caller has to say who it is"),
  PEER_NOT_TRUSTED(401, "The request does not come from a server of this installation"),
  NOT_YOURS(403, "An application may act for its own producers and groups only"),
  ROLE_NOT_ALLOWED(403, "The caller's role may not do this"),
  NO_SUCH_ROUTE(404, "There is no such route"),
  CURSOR_MISMATCH(400, "The cursor belongs to another list"),
  MESSAGE_NOT_FOUND(404, "Nothing is known of this message"),
  PAYLOAD_NOT_FOUND(404, "The payload is not kept any more"),
  GROUP_NOT_FOUND(404, "The message is not for this consumer group"),
  DESTINATION_NOT_REGISTERED(404, "The destination is not registered"),
  DESTINATION_MISSING(404, "The destination's topic does not exist"),
  NO_ARCHIVE(404, "There is no archive here"),
  REDRIVE_NOT_FOUND(404, "There is no such redrive job"),
  REGISTRATION_NOT_FOUND(404, "Nothing is registered under this name"),
  METHOD_NOT_ALLOWED(405, "The route does not have this method"),
  DIFFERENT_CONTENT(409, "A message with this id and other content exists"),
  CONTRADICTION(409, "Another decision stands"),
  ALREADY_RESOLVED(409, "Somebody closed the dead letter before"),
  REDRIVE_OVER(409, "The redrive job is over"),
  TOO_LATE(409, "The message can no longer be changed this way"),
  NOT_DECIDED(409, "The message is not confirmed yet"),
  NOTHING_TO_DO(409, "There is nothing to do"),
  TOO_MANY_EARLY(409, "Too many signals wait for the message to be prepared"),
  TOO_MANY_REDRIVES(409, "Too many redrive jobs are not over yet"),
  PRECONDITION_FAILED(412, "It is not what the request depends on"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
  TOO_MANY_REQUESTS(429, "The caller sends more requests than it may"),
  INTERNAL_ERROR(500, "The server failed"),
  TOKEN_NOT_CHECKABLE(503, "Whether the token counts cannot be told now"),
  NOT_RUNNING(503, "The server is starting or stopping"),
  MOVING(503, "The message is moving to another instance"),
  PEER_REFUSES(503, "Another server of this installation does not trust this one"),
  BEHIND(503, "The state is behind the position that was asked for"),
  BUSY(503, "Too many lists are being made"),
  ARCHIVE_AWAY(503, "The archive does not answer"),
  OUTCOME_UNKNOWN(503, "It is not known whether the request was taken");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** As in the answer: {@code message-not-found}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status it usually goes with. */
  public int status() {
    return status;
  }

  /** A short summary that is the same for every problem of this kind. */
  public String title() {
    return title;
  }

  /** The problem of somebody whose signal was refused for this reason. */
  public static ProblemCode of(Refusal.Reason reason) {
    return switch (reason) {
      case CONTRADICTION -> CONTRADICTION;
      case DIFFERENT_CONTENT -> DIFFERENT_CONTENT;
      case TOO_LATE -> TOO_LATE;
      case NOT_DECIDED -> NOT_DECIDED;
      case UNKNOWN_GROUP -> GROUP_NOT_FOUND;
      case UNKNOWN_MESSAGE -> MESSAGE_NOT_FOUND;
      case TOO_MANY_EARLY -> TOO_MANY_EARLY;
      case DUPLICATE, STALE_ATTEMPT, NOTHING_TO_DO -> NOTHING_TO_DO;
    };
  }
}
