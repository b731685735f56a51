package io.surety.packaging;

import java.util.List;

/**
 * A jar that somebody made, as the bill of materials has it.
 *
 * @param ref its package URL, which is its identity in the bill
 * @param licences a choice where there are several
 */
record Library(
    String ref,
    String group,
    String name,
    String version,
    String classifier,
    List<Licence> licences)
    implements Comparable<Library> {
  private static final String OURS = "io.surety";

  /**
   * A licence that its makers offer.
   *
   * @param name the SPDX id, or what the makers call it
   * @param text empty if it is not known
   */
  record Licence(String name, String text) {}

  Library {
    licences = List.copyOf(licences);
  }

  /** Which library it is, whatever the version. */
  String coordinates() {
    return group + ":" + name;
  }

  /** The name under which it lies in a repository. */
  String fileName() {
    return name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
  }

  /** Whether it is a part of Surety. */
  boolean isOurs() {
    return group.equals(OURS);
  }

  @Override
  public int compareTo(Library other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return coordinates() + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
  }
}
