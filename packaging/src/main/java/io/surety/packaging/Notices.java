package io.surety.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What has to go with other people's libraries: a list, the texts of the licences, and the licence
 * and notice files that lie in the jars themselves.
 */
final class Notices {
  private static final Pattern NOTICE =
      Pattern.compile(
          "(META-INF/)?(licen[cs]es?/)?(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT)[^/]*",
          Pattern.CASE_INSENSITIVE);

  private final LicenceRules rules;

  Notices(LicenceRules rules) {
    this.rules = rules;
  }

  /** Writes {@code THIRD-PARTY.txt} and the directory {@code licenses}. */
  void write(Map<Library, Path> jars, Path root) throws IOException {
    StringBuilder list =
        new StringBuilder(
            "Surety is shipped with these libraries, each under the licence that stands beside"
                + " it.\n"
                + "licenses/ has the texts, and for each library what its makers put into it.\n\n");
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<Library, Path> entry : jars.entrySet()) {
      Library library = entry.getKey();
      if (library.isOurs()) {
        continue;
      }
      List<String> chosen = rules.chosen(library);
      list.append("%-70s %s%n".formatted(library, String.join(", ", chosen)));
      library.licences().stream()
          .filter(licence -> chosen.contains(licence.name()) && !licence.text().isEmpty())
          .forEach(licence -> texts.putIfAbsent(licence.name(), licence.text()));
      copyNotices(entry.getValue(), root.resolve("licenses").resolve(stem(library)));
    }
    Files.writeString(root.resolve("THIRD-PARTY.txt"), list.toString().replace("\r\n", "\n"));
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(root.resolve("licenses").resolve(text.getKey() + ".txt"), text.getValue());
    }
  }

  private static String stem(Library library) {
    String file = library.fileName();
    return file.substring(0, file.length() - ".jar".length());
  }

  private static void copyNotices(Path jar, Path directory) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        if (!entry.isDirectory()
            && !entry.getName().endsWith(".class")
            && NOTICE.matcher(entry.getName()).matches()) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          Files.createDirectories(directory);
          Files.write(directory.resolve(name), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }
}
