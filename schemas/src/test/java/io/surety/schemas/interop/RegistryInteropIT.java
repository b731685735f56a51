package io.surety.schemas.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.schemas.Codec;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.registry.RegistryConfig;
import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our bytes, a real registry, and a client of another language. Runs in the profile {@code
 * registry-interop} only.
 */
class RegistryInteropIT {
  private static final Path FROZEN = Path.of("src/main/resources/io/surety/schemas/history/v1");
  private static final Prepare PREPARE =
      Prepare.newBuilder()
          .setMessageId("orders-42~0197a5")
          .setProducer("orders")
          .setDestination("orders.created")
          .setTag("eu.de")
          .setHeaders(List.of(new Header("tenant", bytes("a")), new Header("tenant", null)))
          .setPayload(bytes("{\"total\":42}"))
          .setMode(Mode.SEND)
          .setDeliverAt(1_795_000_000_000L)
          .build();

  private static Apicurio apicurio;
  private static NpmClient npm;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> java = Java21.find();
    assumeThat(java)
        .as("Apicurio 3.3.3 needs a Java 21 or later; set JAVA21_HOME or -Djava.21.home")
        .isPresent();
    assumeThat(NpmClient.isNodeInstalled())
        .as("node and npm are needed for the client of another language")
        .isTrue();
    apicurio = new Apicurio(java.orElseThrow());
    apicurio.requireBackwardCompatibility();
    npm = NpmClient.install(apicurio.url());
  }

  @AfterAll
  static void stop() throws Exception {
    if (apicurio != null) {
      apicurio.close();
    }
  }

  @Test
  void whatWeWriteTheNpmClientReads() throws Exception {
    byte[] bytes = codec().encode("surety.prepare", PREPARE);

    JsonNode read = new ObjectMapper().readTree(npm.decode(HexFormat.of().formatHex(bytes)));

    assertThat(bytes).startsWith(0);
    assertThat(read)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"messageId":"orders-42~0197a5","producer":"orders","destination":"orders.created","tag":"eu.de",
                     "businessKey":null,"headers":[{"key":"tenant","value":{"hex":"61"}},{"key":"tenant","value":null}],
                     "payload":{"hex":"7b22746f74616c223a34327d"},"mode":"SEND","deliverAt":1795000000000,"ttlMs":null,
                     "checkBackAfterMs":null}"""));
  }

  @Test
  void whatTheNpmClientWritesWeRead() throws Exception {
    String hex =
        npm.encode(
            "surety.confirm-value",
            FROZEN.resolve("Decide.avsc"),
            """
            {"messageId":"m1","decision":"CONFIRM","source":"CHECK_BACK","checkBackAttempt":3,"nonce":"9f3c"}""");

    assertThat(codec().decode(Decide.class, HexFormat.of().parseHex(hex)).value())
        .contains(
            Decide.newBuilder()
                .setMessageId("m1")
                .setDecision(Decision.CONFIRM)
                .setSource(DecisionSource.CHECK_BACK)
                .setCheckBackAttempt(3)
                .setNonce("9f3c")
                .build());
  }

  // The npm client goes first: for a subject that exists it insists on a compatibility of the
  // subject's own.
  @Test
  void bothRegisterTheSameSchemaUnderOneIdAndWriteTheSameBytes() throws Exception {
    String json =
        """
        {"messageId":"orders-42~0197a5","producer":"orders","destination":"orders.created","tag":"eu.de",
         "headers":[{"key":"tenant","value":{"hex":"61"}},{"key":"tenant","value":null}],
         "payload":{"hex":"7b22746f74616c223a34327d"},"mode":"SEND","deliverAt":1795000000000}""";

    String theirs = npm.encode("eu.prepare-value", FROZEN.resolve("Prepare.avsc"), json);
    byte[] ours = codec().encode("eu.prepare", PREPARE);

    assertThat(HexFormat.of().formatHex(ours)).isEqualTo(theirs);
  }

  @Test
  void theRegistryRefusesAnIncompatibleSchema() {
    SchemaRegistry registry = registry();
    Schema first = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    Schema second =
        SchemaBuilder.record("R").fields().requiredString("a").requiredInt("b").endRecord();
    registry.idOf("refused-value", first);

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.idOf("refused-value", second))
        .withMessageContaining("HTTP 409");
  }

  private static Codec codec() {
    return Codec.withRegistry(registry());
  }

  private static SchemaRegistry registry() {
    return new SchemaRegistry(RegistryConfig.of(apicurio.url()), System::currentTimeMillis);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
