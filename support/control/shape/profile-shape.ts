import { z } from 'zod';
import { isDay } from '../profile';
import { fields, parseShape, TEXT, wrong } from './shape';

const INPUTS = z.record(z.string(), z.unknown(), {
  error: wrong('inputs such as { maxAgeDays: 90 }'),
});
const CONTROLS = z.record(z.string(), INPUTS, {
  error: wrong("controls by id such as { 'root-mfa': {} }"),
});

const CLASS = fields({
  users: z.array(TEXT, { error: wrong('a list of names, paths or ARNs') }),
  loosens: TEXT.exactOptional(),
  controls: CONTROLS,
});

const PROFILE = fields({
  name: TEXT,
  title: TEXT,
  source: TEXT.exactOptional(),
  version: TEXT.exactOptional(),
  heldAgainst: z.exactOptional(
    z.custom(isDay, { error: wrong('a day of the calendar such as 2026-11-29, quote it') }),
  ),
  get extends(): z.ZodType {
    return z.exactOptional(PROFILE);
  },
  requirements: z.record(z.string(), CONTROLS, { error: wrong('requirements by number') }),
  everyControl: z.exactOptional(
    z.custom((value) => typeof value === 'function', {
      error: wrong('a function that gives the requirement of a control'),
    }),
  ),
  notDecidable: z.exactOptional(
    z.record(z.string(), TEXT, { error: wrong('a reason for each requirement') }),
  ),
  classes: z.exactOptional(z.record(z.string(), CLASS, { error: wrong('classes by name') })),
});

/** Throws ConfigurationError that names every missing, misspelt or wrong field of a profile. */
export function explainProfile(value: unknown, file: string): void {
  const name = `Profile ${file}`;
  parseShape(PROFILE, value, { name: isObject(value) ? name : `${name}, its default export` });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
