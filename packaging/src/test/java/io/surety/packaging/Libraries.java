package io.surety.packaging;

import io.surety.packaging.Library.Licence;
import java.util.Arrays;

/** Libraries that nobody has made. */
final class Libraries {
  private Libraries() {}

  /** {@code group:name:version} under licences. */
  static Library library(String coordinates, String... licences) {
    String[] parts = coordinates.split(":");
    return new Library(
        "pkg:maven/" + coordinates,
        parts[0],
        parts[1],
        parts[2],
        "",
        Arrays.stream(licences).map(name -> new Licence(name, "text of " + name)).toList());
  }
}
