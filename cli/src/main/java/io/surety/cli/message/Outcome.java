package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What became of a message.
 *
 * @param message as the server tells it; without an id when it could not tell
 * @param code what the command ends with
 */
record Outcome(JsonNode message, int code) {}
