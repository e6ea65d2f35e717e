import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/**
 * Schemas beside the specs, as their publishers wrote them:
 * https://github.com/usnistgov/OSCAL/releases/tag/v1.2.1, oscal_assessment-results_schema.json;
 * https://github.com/oasis-tcs/sarif-spec, sarif-2.1/schema/sarif-schema-2.1.0.json (errata 01).
 */
type SchemaName = 'oscal-ar-1.2.1' | 'sarif-2.1.0';

const compiled = new Map<SchemaName, ValidateFunction>();

/** What a schema has against a document, a sentence each. */
export function againstJsonSchema(name: SchemaName, document: unknown): readonly string[] {
  const validate = compiled.get(name) ?? compile(name);
  compiled.set(name, validate);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compile(name: SchemaName): ValidateFunction {
  const file = join(__dirname, '..', '..', 'support', 'formats', `${name}.schema.json`);
  // SARIF's is of draft 4, whose `id` is called `$id` since; nothing else in it has changed.
  const { id, $schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, unicodeRegExp: true, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
}
