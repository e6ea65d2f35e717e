import type { z } from 'zod';
import { ConfigurationError } from '../control';
import type { Written } from '../control/shape';

/** Holds a YAML file against its shape; see `parseShape`. */
export function parseYaml<Schema extends z.ZodType>(
  schema: Schema,
  yaml: string,
  written: Written,
): z.output<Schema> {
  const { parseDocument }: typeof import('yaml') = require('yaml');
  const { parseShape }: typeof import('../control/shape') = require('../control/shape');
  const document = parseDocument(yaml);
  const [broken] = [...document.errors, ...document.warnings];
  if (!broken) return parseShape(schema, document.toJS(), written);
  throw new ConfigurationError([`${written.name} is not valid YAML: ${broken.message}`]);
}
