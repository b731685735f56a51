package io.surety.quickstart.story;

/** A scene that was played, with the message it was about. */
public record Played(String title, String messageId, Expectation expected) {}
