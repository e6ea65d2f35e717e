import { hash } from 'node:crypto';
import type { Measure } from '../control';
import { visible } from '../result';

/** Names that are iamspec's own, and not OSCAL's. */
export const NAMESPACE = 'https://github.com/iamspec/iamspec';

/** A `prop` of OSCAL. */
export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
}

/** Facts as props, by their names: those that are not known are left out. */
export function props(
  facts: Readonly<Record<string, Measure | null | undefined>>,
): readonly Property[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined || value === null
      ? []
      : { name, ns: NAMESPACE, value: oneLine(String(value)) },
  );
}

/** A `string` of OSCAL: one line, never blank, no space around it. */
export function oneLine(text: string): string {
  return visible(text).trim() || '-';
}

const SPECIAL = /[\\`*_~^[\]{}<>&|]/g;
const OPENING = /^(\d*)([-+#=.)])/;

/**
 * A text as a `markup-line` of OSCAL, in which it reads as it is: no tag, link, insertion, list.
 * https://pages.nist.gov/metaschema/specification/datatypes/#markup-data-types
 */
export function markup(text: string): string {
  return oneLine(text).replace(SPECIAL, '\\$&').replace(OPENING, '$1\\$2');
}

const TOKEN = /^[\p{L}_][\p{L}\p{N}.\-_]*$/u;
const STRANGE = /[^\p{L}\p{N}.\-_]/gu;

/** A `token` of OSCAL; what it cannot hold becomes `_`, and a hash tells such texts apart. */
export function token(text: string): string {
  if (TOKEN.test(text)) return text;
  const ending = hash('sha256', JSON.stringify(text)).slice(0, 8);
  return `_${text.replace(STRANGE, '_')}-${ending}`;
}

const NIST_ID = /^([A-Z]{2})-(\d+)(?:\((\d+)\))?$/;

/** The id of a control of NIST SP 800-53 in its OSCAL catalog, `ac-2.3` for `AC-2(3)`. */
export function nistControlId(id: string): string | undefined {
  const [, family, number, enhancement] = NIST_ID.exec(id) ?? [];
  if (family === undefined) return undefined;
  const control = `${family.toLowerCase()}-${number}`;
  return enhancement === undefined ? control : `${control}.${enhancement}`;
}
