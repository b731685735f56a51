package io.surety.quickstart.story;

import java.time.Instant;

/** A consumer group was given a message, and this is what it made of it. */
record Sighting(String messageId, String group, int attempt, Handled handled, Instant at) {}
