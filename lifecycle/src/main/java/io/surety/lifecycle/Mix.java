package io.surety.lifecycle;

/** Numbers that look random and are not: the same id and attempt give the same number for ever. */
final class Mix {

  private Mix() {}

  /** FNV-1a over the text, finished by the splitmix64 mixer (Steele, Lea, Flood 2014). */
  static long of(String text, int attempt) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    long mixed = hash + attempt * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The delay moved by up to {@code jitter} of itself, up or down. */
  static long jittered(long delayMs, double jitter, String text, int attempt) {
    double unit = (of(text, attempt) >>> 11) * 0x1.0p-53; // in [0, 1)
    return Math.max(0, Math.round(delayMs * (1 + jitter * (2 * unit - 1))));
  }
}
