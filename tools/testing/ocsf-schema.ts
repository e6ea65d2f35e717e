import { z } from 'zod';
import definitions from '../../support/formats/ocsf-1.8.0.json';

interface Attribute {
  readonly type: string;
  readonly array?: boolean;
  readonly required?: boolean;
  readonly enum?: readonly number[];
}

interface Definition {
  readonly atLeastOne?: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const OBJECTS: Readonly<Record<string, Definition>> = definitions.objects;

const SCALARS: Readonly<Record<string, z.ZodType>> = {
  boolean_t: z.boolean(),
  integer_t: z.int(),
  json_t: z.json(),
  long_t: z.int(),
  object: z.record(z.string(), z.json()),
  // Milliseconds of this century: seconds or microseconds are neither.
  timestamp_t: z.int().min(Date.UTC(2000)).max(Date.UTC(2100)),
};

/**
 * The class Compliance Finding with the profile cloud, as the repository of OCSF defines it: without
 * what is deprecated, and without the objects that nothing of ours writes.
 */
export const OCSF_FINDING = ofObject('compliance_finding');
/** The edition of OCSF that it is of. */
export const OCSF_VERSION = definitions.version;

function ofObject(name: string): z.ZodType {
  const { attributes = {}, atLeastOne = [] } = OBJECTS[name] ?? {};
  const shape = Object.entries(attributes).map(([key, attribute]) => [key, ofAttribute(attribute)]);
  const object = z.strictObject(Object.fromEntries(shape));
  if (atLeastOne.length === 0) return object;
  return object.refine(
    (value) => atLeastOne.some((key) => Object.hasOwn(value, key)),
    `${name} needs one of ${atLeastOne.join(', ')}`,
  );
}

function ofAttribute(attribute: Attribute): z.ZodType {
  const one = attribute.enum ? z.literal([...attribute.enum]) : ofType(attribute.type);
  const value = attribute.array ? z.array(one) : one;
  return attribute.required ? value : value.optional();
}

function ofType(type: string): z.ZodType {
  if (Object.hasOwn(OBJECTS, type)) return ofObject(type);
  return SCALARS[type] ?? z.string();
}
