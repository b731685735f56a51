package io.surety.cli.kafka;

/**
 * What a check found.
 *
 * @param about what was looked at: {@code topics}
 * @param found a sentence
 * @param remedy what to do about it; empty where there is nothing to do
 */
record Finding(Level level, String about, String found, String remedy) {
  /** How bad it is. */
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String about, String found) {
    return new Finding(Level.OK, about, found, "");
  }

  static Finding warn(String about, String found, String remedy) {
    return new Finding(Level.WARN, about, found, remedy);
  }

  static Finding fail(String about, String found, String remedy) {
    return new Finding(Level.FAIL, about, found, remedy);
  }

  /** Of a sentence as a server says it at its start: what is wrong; what to do. */
  static Finding fail(String about, String sentence) {
    int end = sentence.indexOf("; ");
    return end < 0
        ? fail(about, sentence, "")
        : fail(about, sentence.substring(0, end), sentence.substring(end + 2));
  }
}
