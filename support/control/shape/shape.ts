import { z } from 'zod';
import { ConfigurationError } from '../configuration-error';
import { isVisible } from '../look-alike';
import { hint } from '../nearest';

/** A text that shows something. */
export const TEXT = z
  .string({ error: wrong('a text, quote it') })
  .trim()
  .refine(isVisible, 'it is empty');

/** The message for a value that is missing or not what is expected. */
export function wrong(expected: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? 'it is missing' : `expected ${expected}`);
}

/** An object with these fields and no other; the message for a misspelt one names the nearest. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `there is no field "${key}".${hint(key, known)}`).join(' ')
        : wrong(`the fields ${known.join(', ')}`)(issue),
  });
}

/** For messages: the name is a path such as `profiles/waivers.yaml`, the item such as `waiver`. */
export interface Written {
  readonly name: string;
  readonly item?: string;
}

/** Throws ConfigurationError that says of everything wrong where it stands and what is expected. */
export function parseShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  written: Written,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map((issue) => sentence(issue, value, written)));
}

function sentence(
  { path, message }: z.core.$ZodIssue,
  value: unknown,
  { name, item }: Written,
): string {
  const [first, ...rest] = path;
  const isItem = item !== undefined && typeof first === 'number';
  const field = (isItem ? rest : path).map(String).join('.');
  const place = [
    ...(isItem ? [`${item} ${first + 1}`] : []),
    ...(path.length === 0 && item !== undefined ? ['the whole file'] : []),
    ...(field === '' ? [] : [`field ${field}`]),
  ];
  const found = message.startsWith('expected') ? `, found ${shown(at(value, path))}` : '';
  const end = message.endsWith('.') ? '' : '.';
  return `${[name, ...place].join(', ')}: ${message}${found}${end}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : inner),
    value,
  );
}

const LONGEST = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text;
}
