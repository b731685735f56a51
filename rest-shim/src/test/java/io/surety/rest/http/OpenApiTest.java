package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.OpenApi;
import io.surety.rest.access.Access;
import io.surety.rest.access.Role;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file at {@code /openapi.yaml} and the routes say the same. */
class OpenApiTest {
  private static final OpenApi FILE = OpenApi.FILE;

  static List<Route> routes() {
    try (WebServer server = EdgeServer.start(1_024)) {
      return server.routes();
    }
  }

  static List<OpenApi.Operation> operations() {
    return FILE.operations();
  }

  @Test
  void isOpenApi() {
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(OpenApi.text(), List.of(), new ParseOptions());

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(FILE.document().get("paths"));
  }

  @Test
  void namesEveryRouteAndNoOther() {
    List<String> routes =
        Stream.concat(
                Stream.of("GET /"),
                routes().stream().map(route -> route.method() + " " + route.path()))
            .toList();

    assertThat(operations().stream().map(OpenApi.Operation::toString))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void saysWhoMayCallIt(Route route) {
    List<String> admitted =
        route.access() == Access.ANYONE
            ? List.of()
            : Arrays.stream(Role.values()).filter(route.access()::admits).map(Role::word).toList();

    assertThat(OpenApi.texts(of(route).node().path("x-roles")))
        .containsExactlyInAnyOrderElementsOf(admitted);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void namesItsParameters(Route route) {
    assertThat(parameters(of(route), "query")).containsExactlyInAnyOrderElementsOf(route.query());
    assertThat(parameters(of(route), "path"))
        .allSatisfy(name -> assertThat(route.path()).contains("{" + name + "}"))
        .hasSize(route.path().split("\\{").length - 1);
  }

  @Test
  void givesEachOperationANameOfItsOwn() {
    assertThat(operations().stream().map(operation -> operation.node().get("operationId").asText()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void foreseesAProblem(OpenApi.Operation operation) {
    OpenApi.Place problem = FILE.at(operation.pointer() + "/responses/default");

    assertThat(OpenApi.names(problem.node().get("content")))
        .containsOnly("application/problem+json");
  }

  @Test
  void noticesAnAnswerThatIsNotForeseen() {
    String message = "{\"id\":\"m1\",\"status\":\"PREPARED\",\"source\":\"live\"}";

    FILE.check("GET", "/api/v1/messages/m1", 200, "application/json", message);

    for (String wrong : List.of("PREPARED\",\"new\":\"x", "UNHEARD_OF")) {
      assertThatThrownBy(() -> get(200, "application/json", message.replace("PREPARED", wrong)))
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> get(206, "application/json", message))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> get(200, "text/html", message)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> get(404, "application/problem+json", message))
        .isInstanceOf(AssertionError.class);
  }

  private static void get(int status, String contentType, String body) {
    FILE.check("GET", "/api/v1/messages/m1", status, contentType, body);
  }

  /** Media types, parameters and headers carry a schema and examples of it. */
  @Test
  void showsExamplesThatKeepToTheirSchema() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (OpenApi.Place holder : FILE.having("schema")) {
      for (JsonNode example : examples(holder)) {
        seen++;
        FILE.errors(holder.pointer() + "/schema", example)
            .forEach(error -> wrong.add(holder.pointer() + " " + error + " in " + example));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(30);
  }

  @Test
  void hasAnExampleOfEveryJsonBody() {
    assertThat(FILE.having("schema"))
        .filteredOn(holder -> holder.pointer().endsWith("json"))
        .allSatisfy(holder -> assertThat(examples(holder)).as(holder.pointer()).isNotEmpty());
  }

  @Test
  void refersOnlyToWhatIsThere() {
    assertThat(FILE.having("$ref"))
        .isNotEmpty()
        .allSatisfy(
            place -> {
              String target = place.node().get("$ref").asText().substring(1);
              assertThat(FILE.document().at(target).isMissingNode()).as(place.pointer()).isFalse();
            });
  }

  @Test
  void hasNoPartThatNobodyRefersTo() {
    List<String> used =
        FILE.having("$ref").stream().map(place -> place.node().get("$ref").asText()).toList();
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> kind : FILE.document().get("components").properties()) {
      if (kind.getKey().equals("securitySchemes")) {
        // Referred to by name.
        continue;
      }
      OpenApi.names(kind.getValue())
          .forEach(name -> parts.add("#/components/" + kind.getKey() + "/" + name));
    }

    assertThat(used).containsAll(parts);
  }

  private static List<JsonNode> examples(OpenApi.Place holder) {
    List<JsonNode> examples = new ArrayList<>();
    if (holder.node().has("example")) {
      examples.add(holder.node().get("example"));
    }
    for (String name : OpenApi.names(holder.node().path("examples"))) {
      examples.add(FILE.at(holder.pointer() + "/examples/" + name).node().get("value"));
    }
    return examples;
  }

  private static List<String> parameters(OpenApi.Operation operation, String in) {
    String path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
    return Stream.of(path, operation.pointer())
        .flatMap(
            holder -> {
              int size = FILE.document().at(holder + "/parameters").size();
              return Stream.iterate(0, i -> i < size, i -> i + 1)
                  .map(i -> FILE.at(holder + "/parameters/" + i).node());
            })
        .filter(parameter -> parameter.get("in").asText().equals(in))
        .map(parameter -> parameter.get("name").asText())
        .toList();
  }

  private static OpenApi.Operation of(Route route) {
    return operations().stream()
        .filter(operation -> operation.method().equals(route.method().name()))
        .filter(operation -> operation.path().equals(route.path()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("openapi.yaml misses " + route));
  }
}
