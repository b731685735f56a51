package io.surety.rest.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network, as in {@code 10.0.0.0/8}. Immutable. */
final class Network {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private final String text;
  private final byte[] prefix;
  private final int bits;

  private Network(String text, byte[] prefix, int bits) {
    this.text = text;
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Reads a network.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? "" : text.substring(0, slash);
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    // No name may get to the look-up: it must be a literal.
    if ((V4.matcher(address).matches() || V6.matcher(address).matches())
        && BITS.matcher(bits).matches()) {
      try {
        byte[] prefix = InetAddress.getByName(address).getAddress();
        if (Integer.parseInt(bits) <= prefix.length * 8) {
          return new Network(text, prefix, Integer.parseInt(bits));
        }
      } catch (UnknownHostException e) {
        throw problem(text, e);
      }
    }
    throw problem(text, null);
  }

  private static IllegalArgumentException problem(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not a network; write it as 10.20.0.0/16 or fd00:1::/32", cause);
  }

  /** True if the address, 4 or 16 bytes, lies in the network. */
  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
