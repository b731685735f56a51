// A client that is not ours: reads and writes the Confluent wire format with @kafkajs/confluent-schema-registry.
//   node client.cjs decode URL HEX                 prints the record as JSON, bytes as {"hex": ...}
//   node client.cjs encode URL SUBJECT AVSC JSON   registers the schema, prints the encoded record as hex
const { readFileSync } = require("fs");
const { SchemaRegistry, SchemaType } = require("@kafkajs/confluent-schema-registry");

const bytesAsHex = (key, value) =>
  value && value.type === "Buffer" ? { hex: Buffer.from(value.data).toString("hex") } : value;
const hexAsBytes = (key, value) => (value && value.hex !== undefined ? Buffer.from(value.hex, "hex") : value);

async function decode(registry, hex) {
  return JSON.stringify(await registry.decode(Buffer.from(hex, "hex")), bytesAsHex);
}

async function encode(registry, subject, schemaFile, json) {
  const schema = { type: SchemaType.AVRO, schema: readFileSync(schemaFile, "utf8") };
  const { id } = await registry.register(schema, { subject });
  return (await registry.encode(id, JSON.parse(json, hexAsBytes))).toString("hex");
}

async function main([command, host, ...rest]) {
  const registry = new SchemaRegistry({ host });
  console.log(await { decode, encode }[command](registry, ...rest));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
