package io.surety.packaging;

import io.surety.packaging.Library.Licence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The licences under which libraries may be shipped, from a checked-in list. A library that offers
 * several licences needs one of them.
 */
final class LicenceRules {
  private final Path file;
  private final Set<String> allowed = new LinkedHashSet<>();
  private final Map<String, String> clarified = new HashMap<>();

  private LicenceRules(Path file) {
    this.file = file;
  }

  /**
   * Reads lines of two kinds: {@code Apache-2.0} allows a licence; {@code group:name = MIT} says
   * what a library's makers left unclear.
   */
  static LicenceRules read(Path file) throws IOException {
    LicenceRules rules = new LicenceRules(file);
    RuleLines list = RuleLines.read(file);
    for (RuleLines.Line line : list.lines()) {
      String[] parts = line.text().split("\\s*=\\s*");
      if (parts.length == 1 && !line.text().contains(":")) {
        rules.allowed.add(parts[0]);
      } else if (parts.length == 2 && parts[0].contains(":")) {
        rules.clarified.put(parts[0], parts[1]);
      } else {
        throw list.unclear(line, "a licence, or group:name = licence");
      }
    }
    return rules;
  }

  /** The licence under which we ship a library: the first of ours that its makers offer. */
  List<String> chosen(Library library) {
    String clear = clarified.get(library.coordinates());
    List<String> offered =
        clear == null ? library.licences().stream().map(Licence::name).toList() : List.of(clear);
    return allowed.stream().filter(offered::contains).limit(1).toList();
  }

  /** What is wrong, one sentence for each library, and for each rule that no library needs. */
  List<String> violations(List<Library> libraries) {
    List<String> found = new ArrayList<>();
    for (Library library : libraries) {
      if (chosen(library).isEmpty()) {
        found.add(
            "%s comes under %s, which %s does not allow: leave it out, or let somebody decide about the licence"
                .formatted(
                    library,
                    library.licences().isEmpty()
                        ? "no licence"
                        : library.licences().stream().map(Licence::name).toList(),
                    file.getFileName()));
      }
    }
    Set<String> stale = new TreeSet<>(clarified.keySet());
    libraries.forEach(library -> stale.remove(library.coordinates()));
    stale.forEach(
        coordinates ->
            found.add(
                "%s clarifies %s, which is not shipped: take the line out"
                    .formatted(file.getFileName(), coordinates)));
    return found;
  }
}
