import { parseDocument } from 'yaml';
import { z } from 'zod';
import { DAY, type Instant, parseInstant } from '../report';
import { ConfigurationError } from './configuration-error';
import { isVisible } from './look-alike';
import { hint } from './nearest';
import type { Waiver } from './waiver';

/** How far ahead a waiver may expire. */
export const LONGEST_WAIVER_DAYS = 366;

const text = z
  .string({
    error: ({ input }) => (input === undefined ? 'it is missing' : 'expected a text, quote it'),
  })
  .trim()
  .refine(isVisible, 'it is empty');

/** The shape of the waivers file; editors get it as a JSON schema. */
export const WAIVERS = z
  .array(
    z.strictObject({
      control: text.describe('The id of the control that the subject may fail.'),
      subject: text.describe(
        'A label such as "alice / access key 1", an ARN, or either with * for any characters.',
      ),
      reason: text.describe('Why the exception is acceptable.'),
      owner: text.describe('Who will end it.'),
      approvedBy: text.describe('Who accepted the risk.'),
      ticket: text.optional().describe('Where it was discussed.'),
      expires: z.iso
        .date('expected a day such as 2026-12-31')
        .describe('The last day on which it holds, in UTC; at most 366 days ahead.'),
    }),
  )
  .describe('Accepted exceptions of iamspec.');

/**
 * Reads a waivers file.
 *
 * @param yaml the file's text
 * @param path the file's name, for messages
 * @param controls the ids of all controls there are
 * @param now this machine's time: a waiver may not reach further than 366 days from here
 * @throws ConfigurationError that lists every missing or unknown field, unknown control, duplicate
 *   and date that is too far ahead
 */
export function readWaivers(
  yaml: string,
  path: string,
  controls: readonly string[],
  now: Instant,
): readonly Waiver[] {
  const document = parseDocument(yaml);
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) throw new ConfigurationError([`${path} is not valid YAML: ${broken.message}`]);
  const parsed = WAIVERS.safeParse(document.toJS() ?? []);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.map((issue) => `${path}, ${describe(issue)}`));
  }
  const waivers = parsed.data.map((waiver) => ({
    ...waiver,
    ticket: waiver.ticket,
    expires: (parseInstant(`${waiver.expires}T00:00:00Z`) ?? 0) + DAY - 1,
  }));
  const known = new Set(controls);
  const former = new Set<string>();
  const problems = waivers.flatMap((waiver, index) =>
    waiverProblems(waiver, former, known, now).map(
      (problem) =>
        `${path}, waiver ${index + 1} (${waiver.control}, ${waiver.subject}): ${problem}`,
    ),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return waivers;
}

function describe({ path: [index, field], message }: z.core.$ZodIssue): string {
  const where = index === undefined ? 'the whole file' : `waiver ${Number(index) + 1}`;
  return `${where}${field === undefined ? '' : `, field ${String(field)}`}: ${message}.`;
}

function waiverProblems(
  { control, subject, expires }: Waiver,
  former: Set<string>,
  controls: ReadonlySet<string>,
  now: Instant,
): string[] {
  const problems: string[] = [];
  if (!controls.has(control)) {
    problems.push(`there is no such control.${hint(control, [...controls])}`);
  }
  const key = JSON.stringify([control, subject]);
  if (former.has(key)) problems.push('it stands twice. Keep one.');
  former.add(key);
  if (expires >= now + (LONGEST_WAIVER_DAYS + 1) * DAY) {
    problems.push(`it expires more than ${LONGEST_WAIVER_DAYS} days ahead. Choose a nearer date.`);
  }
  return problems;
}
