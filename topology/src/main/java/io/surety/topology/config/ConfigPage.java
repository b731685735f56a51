package io.surety.topology.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Writes groups of keys as Markdown. Each module keeps its part of the page between two marks, and
 * a test of its own compares it:
 *
 * <pre>{@code
 * <!-- begin coordinator: made from the code -->
 * ...
 * <!-- end coordinator -->
 * }</pre>
 */
public final class ConfigPage {
  private ConfigPage() {}

  /** The section of these groups, without its marks. */
  public static String markdown(List<ConfigGroup> groups) {
    return groups.stream().map(ConfigPage::group).collect(Collectors.joining("\n"));
  }

  /**
   * The page with this part put in place of the old one.
   *
   * @throws IllegalArgumentException when the page lacks the marks of the part
   */
  public static String replace(String page, String part, List<ConfigGroup> groups) {
    String begin = "<!-- begin " + part + ": made from the code -->\n";
    String end = "<!-- end " + part + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "the page lacks the lines '" + begin.strip() + "' and '" + end + "'");
    }
    return page.substring(0, from + begin.length())
        + "\n"
        + markdown(groups)
        + "\n"
        + page.substring(to);
  }

  private static String group(ConfigGroup group) {
    StringBuilder page = new StringBuilder("## " + group.title() + "\n");
    if (!group.intro().isEmpty()) {
      page.append('\n').append(group.intro()).append('\n');
    }
    Map<String, ConfigDef.ConfigKey> keys = new TreeMap<>(group.def().configKeys());
    keys.values().forEach(key -> page.append('\n').append(key(key)));
    return page.toString();
  }

  private static String key(ConfigDef.ConfigKey key) {
    return "### `"
        + key.name
        + "`\n\n"
        + key.documentation
        + "\n\n- type: "
        + type(key)
        + "\n- default: "
        + byDefault(key)
        + (key.validator == null ? "" : "\n- valid: " + valid(key))
        + "\n- environment: `"
        + Environment.nameOf(key.name)
        + "`\n";
  }

  private static String type(ConfigDef.ConfigKey key) {
    return switch (key.type) {
      case INT -> "number";
      case LONG -> key.name.endsWith(".ms") ? "milliseconds" : "bytes";
      case BOOLEAN -> "true or false";
      case LIST -> "list, split by commas";
      case PASSWORD -> "secret, never printed";
      case STRING, CLASS, DOUBLE, SHORT -> "text";
    };
  }

  private static String byDefault(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "none, it must be set";
    }
    String value = String.valueOf(key.defaultValue);
    return key.type == ConfigDef.Type.PASSWORD || value.isEmpty() ? "empty" : "`" + value + "`";
  }

  private static String valid(ConfigDef.ConfigKey key) {
    return key.validator instanceof ConfigDef.Range
        ? key.validator.toString().replaceAll("[\\[\\]]", "").replace(",...,", " to ")
        : String.valueOf(key.validator);
  }
}
