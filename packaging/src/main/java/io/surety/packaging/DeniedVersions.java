package io.surety.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/** Versions with a known vulnerability, from a checked-in list. */
final class DeniedVersions {
  private static final int FIELDS = 4;

  private final List<Denied> denied;

  private record Denied(String coordinates, VersionRange range, String id, String reason) {

    boolean isAbout(Library library) {
      return library.coordinates().equals(coordinates)
          && range.containsVersion(new DefaultArtifactVersion(library.version()));
    }
  }

  private DeniedVersions(List<Denied> denied) {
    this.denied = List.copyOf(denied);
  }

  /** Reads lines {@code group:name | range | id | reason}; the range is one of Maven's. */
  static DeniedVersions read(Path file) throws IOException {
    List<Denied> denied = new ArrayList<>();
    RuleLines list = RuleLines.read(file);
    for (RuleLines.Line line : list.lines()) {
      String[] fields = line.text().split("\\s*\\|\\s*");
      if (fields.length != FIELDS || !fields[0].contains(":")) {
        throw list.unclear(line, "group:name | range | id | reason");
      }
      denied.add(new Denied(fields[0], range(list, line, fields[1]), fields[2], fields[3]));
    }
    return new DeniedVersions(denied);
  }

  /** What is wrong, one sentence for each library and vulnerability. */
  List<String> violations(List<Library> libraries) {
    List<String> found = new ArrayList<>();
    for (Library library : libraries) {
      for (Denied entry : denied) {
        if (entry.isAbout(library)) {
          found.add(
              "%s has a known vulnerability, %s (%s): take a version outside %s"
                  .formatted(library, entry.id(), entry.reason(), entry.range()));
        }
      }
    }
    return found;
  }

  private static VersionRange range(RuleLines list, RuleLines.Line line, String text) {
    try {
      VersionRange range = VersionRange.createFromVersionSpec(text);
      if (range.getRecommendedVersion() == null) {
        return range;
      }
    } catch (InvalidVersionSpecificationException e) {
      throw list.unclear(line, "a range such as [,1.2.3)");
    }
    throw list.unclear(line, "a range such as [,1.2.3), for a bare version means any");
  }
}
