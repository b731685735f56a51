package io.surety.client;

/** Refuses tag filters that the coordinator could not read. It alone applies them. */
final class TagFilters {
  /** Every message, with a tag or without. */
  static final String ALL = "#";

  private TagFilters() {}

  static String check(String filter) {
    for (String alternative : filter.split("\\|\\|", -1)) {
      for (String word : alternative.trim().split("\\.", -1)) {
        if (word.isEmpty()) {
          throw new IllegalArgumentException(
              "tags has an empty word, was '" + filter + "'; use '#' for every tag");
        }
        if (word.length() > 1 && (word.contains("*") || word.contains("#"))) {
          throw new IllegalArgumentException(
              "tags has '*' or '#' within a word, was '"
                  + filter
                  + "'; they stand alone between dots");
        }
      }
    }
    return filter;
  }
}
