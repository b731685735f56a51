package io.surety.rest.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2600::1",
        "2a00:1450::1",
      })
  void publicAddressesMayBeCalled(String address) throws UnknownHostException {
    assertThat(guard.problem(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:53aa:64c::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "4000::1",
        "5f00::1",
      })
  void othersMayNot(String address) throws UnknownHostException {
    assertThat(guard.problem(InetAddress.getByName(address)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("not"));
  }

  @Test
  void anIpv4AddressThatIsLeftMappedIsNotPublic() throws UnknownHostException {
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff08080808");

    assertThat(guard.problem(Inet6Address.getByAddress("x", mapped, -1))).isNotEmpty();
  }

  @Test
  void whatIsListedMayBeCalled() throws UnknownHostException {
    AddressGuard listed =
        new AddressGuard(List.of(Network.parse("10.20.0.0/15"), Network.parse("fd00:1::/32")));

    assertThat(listed.problem(InetAddress.getByName("10.21.255.1"))).isEmpty();
    assertThat(listed.problem(InetAddress.getByName("10.22.0.0"))).isNotEmpty();
    assertThat(listed.problem(InetAddress.getByName("fd00:1::5"))).isEmpty();
    assertThat(listed.problem(InetAddress.getByName("fd00:2::5"))).isNotEmpty();
    assertThat(listed.problem(InetAddress.getByName("127.0.0.1"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0/8",
        "10/8",
        "localhost/8",
        "example.com/24",
        "10.0.0.0/8/8",
        "10.0.0.0/-1",
        "999.0.0.0/8",
        ":/1",
        "fd00::1::/32",
        "fe80::%lo/64",
      })
  void aNetworkThatIsNoneIsAnError(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a network");
  }
}
