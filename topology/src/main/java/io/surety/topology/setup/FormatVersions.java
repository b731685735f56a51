package io.surety.topology.setup;

import io.surety.schemas.WireRecords;
import io.surety.topology.state.MessageRows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of what a server writes. A server knows no newer ones than its own: it would set signals
 * aside, and could not read rows. So each tells its versions in the client id with which it is in
 * the group, and does not start beside one that has others.
 *
 * @param wire of the records on the topics
 * @param rows of the rows in the stores
 */
public record FormatVersions(int wire, int rows) {
  /** Those of this program. */
  public static final FormatVersions OURS =
      new FormatVersions(WireRecords.HISTORY.versions().size(), MessageRows.version());

  /** A client id that nobody else has. */
  public String clientId(String applicationId) {
    return applicationId + "-w" + wire + "r" + rows + "-" + UUID.randomUUID();
  }

  /** What speaks against joining these members; one who tells nothing is trusted. */
  List<String> problems(String group, Collection<String> clientIds) {
    return clientIds.stream()
        .filter(id -> of(group, id).filter(other -> !other.equals(this)).isPresent())
        .sorted()
        .map(
            id ->
                "server '"
                    + id
                    + "' is in group '"
                    + group
                    + "' and has "
                    + of(group, id).map(FormatVersions::told).orElseThrow()
                    + ", this one has "
                    + told()
                    + "; these cannot run side by side: stop all servers, and then start those of"
                    + " one version")
        .toList();
  }

  private static Optional<FormatVersions> of(String group, String clientId) {
    Matcher told =
        Pattern.compile(Pattern.quote(group) + "-w(\\d{1,6})r(\\d{1,6})-.*").matcher(clientId);
    return told.matches()
        ? Optional.of(
            new FormatVersions(Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2))))
        : Optional.empty();
  }

  private String told() {
    return "wire version " + wire + " and row version " + rows;
  }
}
