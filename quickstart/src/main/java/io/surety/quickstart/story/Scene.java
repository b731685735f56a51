package io.surety.quickstart.story;

/** One message, and what becomes of it. */
public interface Scene {

  /** In a few words, what is special about this message. */
  String title();

  /** In a sentence or two, what is done. */
  String about();

  /** How the message should end. */
  Expectation expected();

  /**
   * Does what is told.
   *
   * @return the id of the message, which goes its way from here
   */
  String play(Stage stage);
}
