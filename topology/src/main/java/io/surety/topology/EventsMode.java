package io.surety.topology;

/** What is written to the events topic. */
public enum EventsMode {
  /** Decisions that no signal asked for, and refusals that hint at lost business. */
  EXCEPTIONAL,
  /** In addition every other refusal and every change of a message's status. */
  ALL,
  /** Nothing. */
  NONE
}
