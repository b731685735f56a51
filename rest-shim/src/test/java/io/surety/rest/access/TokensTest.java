package io.surety.rest.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final long NOW = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private static ECKey ec;
  private static RSAKey rsa;

  @TempDir Path dir;

  @BeforeAll
  static void makeKeys() throws Exception {
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
  }

  private Tokens tokens() throws Exception {
    Path file = dir.resolve("jwks.json");
    Files.writeString(file, new JWKSet(List.of(ec, rsa)).toString(true));
    return tokens(file.toString());
  }

  private static Tokens tokens(String keys) {
    return new Tokens(
        new TokenRules(keys, "https://issuer.example", "surety", "surety_roles"), () -> NOW);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.example")
        .audience("surety")
        .subject("ann")
        .expirationTime(new Date(NOW + 60_000))
        .claim("surety_roles", "operator");
  }

  private static String signed(JWTClaimsSet claims) throws Exception {
    return signed(
        claims, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec"), new ECDSASigner(ec));
  }

  private static String signed(JWTClaimsSet claims, JWSHeader.Builder header, JWSSigner signer)
      throws Exception {
    SignedJWT token = new SignedJWT(header.build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  @Test
  void tellsWhoseTokenItIs() throws Exception {
    Tokens tokens = tokens();
    RSASSASigner signer = new RSASSASigner(rsa);

    assertThat(tokens.caller(signed(claims().build())))
        .contains(Caller.of("jwt:ann", Role.OPERATOR));
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
      assertThat(
              tokens.caller(
                  signed(
                      claims().build(),
                      new JWSHeader.Builder(algorithm).keyID("rsa").type(ACCESS_TOKEN),
                      signer)))
          .contains(Caller.of("jwt:ann", Role.OPERATOR));
    }
  }

  @Test
  void theStrongestOfSeveralRolesCounts() throws Exception {
    Tokens tokens = tokens();

    assertThat(
            tokens.caller(
                signed(
                    claims()
                        .claim("surety_roles", List.of("viewer", "admin", "unheard-of"))
                        .build())))
        .contains(Caller.of("jwt:ann", Role.ADMIN));
    assertThat(
            tokens.caller(
                signed(
                    claims()
                        .claim("surety_roles", "application")
                        .claim("surety_producers", List.of("shop"))
                        .claim("surety_groups", "billing mail")
                        .build())))
        .contains(
            new Caller("jwt:ann", Role.APPLICATION, Set.of("shop"), Set.of("billing", "mail")));
  }

  @Test
  void takesNoTokenThatIsNotForHere() throws Exception {
    Tokens tokens = tokens();

    for (JWTClaimsSet claims :
        List.of(
            claims().issuer("https://other.example").build(),
            claims().audience("other").build(),
            claims().audience((String) null).build(),
            claims().expirationTime(new Date(NOW - 61_000)).build(),
            claims().expirationTime(null).build(),
            claims().notBeforeTime(new Date(NOW + 61_000)).build(),
            claims().subject(null).build(),
            claims().subject(" ").build(),
            claims().subject("a\r\nINFO all is well").build(),
            claims().claim("surety_roles", null).build(),
            claims().claim("surety_roles", "root").build())) {
      assertThat(tokens.caller(signed(claims))).as(claims.toString()).isEmpty();
    }
  }

  @Test
  void takesNoSignatureButOfTheIssuersKeys() throws Exception {
    Tokens tokens = tokens();
    ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    JWSHeader.Builder es256 = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec");
    String good = signed(claims().build());
    String[] parts = good.split("\\.");
    String admin = signed(claims().claim("surety_roles", "admin").build()).split("\\.")[1];
    byte[] publicKey = rsa.toRSAPublicKey().getEncoded();

    for (String token :
        List.of(
            new PlainJWT(claims().build()).serialize(),
            signed(claims().build(), es256, new ECDSASigner(foreign)),
            signed(
                claims().build(),
                new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(foreign.toPublicJWK()),
                new ECDSASigner(foreign)),
            signed(
                claims().build(),
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa"),
                new MACSigner(publicKey)),
            parts[0] + "." + admin + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            "nonsense",
            "")) {
      assertThat(tokens.caller(token)).as(token).isEmpty();
    }
    assertThat(tokens.caller(good)).isPresent();
  }

  @Test
  void fetchesTheKeysAndSaysWhenItCannot() throws Exception {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = new JWKSet(List.of(ec)).toString(true).getBytes(UTF_8);
    issuer.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
    String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks";
    Tokens early = tokens(url);
    Tokens late = tokens(url);
    String token = signed(claims().build());

    assertThat(early.caller(token)).isPresent();
    issuer.stop(0);

    assertThat(early.caller(token)).isPresent();
    assertThatThrownBy(() -> late.caller(token)).isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void needsAFileWithKeys() throws Exception {
    Path file = Files.writeString(dir.resolve("none.json"), "{\"kays\": []}");

    assertThatThrownBy(() -> tokens(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JWK set");
  }
}
