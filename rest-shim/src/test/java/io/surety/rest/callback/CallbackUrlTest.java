package io.surety.rest.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://hooks.shop.example, hooks.shop.example, 443",
    "https://Hooks.Shop.Example/check?a=b, hooks.shop.example, 443",
    "http://hooks.shop.example:8080/, hooks.shop.example, 8080",
    "http://192.0.2.7/x, 192.0.2.7, 80",
    "https://a-b.c1.example:65535, a-b.c1.example, 65535",
  })
  void readsWhatIsAsItShouldBe(String text, String host, int port) {
    CallbackUrl url = CallbackUrl.parse(text);

    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.authority()).isEqualTo(host + ":" + port);
  }

  /** Each of them was once read as something else by somebody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hooks.shop.example",
        "//hooks.shop.example/",
        "/check",
        "file:///etc/passwd",
        "ftp://hooks.shop.example/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "jar:http://hooks.shop.example/x!/",
        "javascript:alert(1)",
        "data:application/json,{}",
        "ldap://hooks.shop.example/",
        "dict://127.0.0.1:11211/stat",
        "http:hooks.shop.example",
        "http:/hooks.shop.example",
        "http:///hooks.shop.example",
        "http://",
        "http://:80/",
        "http://?",
        "http://#",
        "https://hooks.shop.example#127.0.0.1",
        "https://user@hooks.shop.example/",
        "https://user:password@hooks.shop.example/",
        "https://hooks.shop.example@127.0.0.1/",
        "https://hooks.shop.example%40127.0.0.1/",
        "https://@hooks.shop.example/",
        "https://hooks.shop.example\\@127.0.0.1/",
        "https:\\\\hooks.shop.example",
        "https://hooks.shop.example:443:80/",
        "https://hooks.shop.example:0/",
        "https://hooks.shop.example:65536/",
        "https://hooks.shop.example:-1/",
        "https://hooks.shop.example:80a/",
        "https://hooks.shop.example./",
        "https://.hooks.shop.example/",
        "https://hooks..shop.example/",
        "https://-hooks.shop.example/",
        "https://hooks-.shop.example/",
        "https://hooks_shop.example/",
        "https://hooks.shop.example%00.evil.example/",
        "https://hooks%2eshop.example/",
        "https://hooks.shop.example\t/",
        "https://hooks.shop.example\r\nX: y/",
        "https://hooks.shop.example/\r\nHost: evil.example",
        "https://hooks.shop.example/a b",
        " https://hooks.shop.example/",
        "https://hooks.shop.example/ ",
        "https://hööks.shop.example/",
        "https://hooks。shop。example/",
        "https://ⓗooks.shop.example/",
        "https://hooks.shop.example/ä",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1.5/",
        "http://127.00.0.1/",
        "http://127.0.0.256/",
        "http://0/",
        "http://1.2.3.4.0x5/",
        "http://example.0x7f/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:ffff:7f00:1]/",
        "http://[::]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://[64:ff9b::7f00:1]/",
        "http://[::1",
        "http://::1/",
      })
  void refusesWhatSomebodyCouldReadOtherwise(String text) {
    assertThatThrownBy(() -> CallbackUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches("(is|has|names) .+");
  }

  @Test
  void refusesWhatIsTooLong() {
    String host = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63);

    assertThat(CallbackUrl.parse("https://" + host + ".example/").host()).hasSize(191 + 8);
    assertThatThrownBy(() -> CallbackUrl.parse("https://" + "a".repeat(64) + ".example/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CallbackUrl.parse("https://" + host + "." + host + "/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CallbackUrl.parse("https://a.example/" + "x".repeat(2_000)))
        .hasMessage("is longer than 2000 characters");
  }

  @Test
  void aTargetAdmitsItsSchemeHostAndPortOnly() {
    AllowedTarget exact = AllowedTarget.parse("https://hooks.shop.example");
    AllowedTarget below = AllowedTarget.parse("http://*.Shop.example:8080");

    assertThat(exact.admits(CallbackUrl.parse("https://hooks.shop.example/any"))).isTrue();
    assertThat(exact.admits(CallbackUrl.parse("https://hooks.shop.example:443/"))).isTrue();
    for (String other :
        List.of(
            "http://hooks.shop.example/",
            "https://hooks.shop.example:8443/",
            "https://x.hooks.shop.example/",
            "https://hooks.shop.example.evil.example/",
            "https://evilhooks.shop.example/")) {
      assertThat(exact.admits(CallbackUrl.parse(other))).as(other).isFalse();
    }
    assertThat(below.admits(CallbackUrl.parse("http://a.b.shop.example:8080/"))).isTrue();
    assertThat(below.admits(CallbackUrl.parse("http://shop.example:8080/"))).isFalse();
    assertThat(below.admits(CallbackUrl.parse("http://evilshop.example:8080/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "https://",
        "https://*",
        "https://*.",
        "hooks.shop.example",
        "ftp://a.example",
        "https://a.example/path",
        "https://a.*.example",
        "https://user@a.example",
        "https://a.example:99999999",
        "https://[::1]",
        "https://127.1",
        "https://a_b.example",
      })
  void aTargetThatIsNoneIsAnError(String text) {
    assertThatThrownBy(() -> AllowedTarget.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
