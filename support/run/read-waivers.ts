import { z } from 'zod';
import { ConfigurationError, hint, LONGEST_WAIVER_DAYS, type Waiver } from '../control';
import { fields, TEXT, wrong } from '../control/shape';
import { DAY, type Instant, parseInstant } from '../report';
import { parseYaml } from './parse-yaml';

const WAIVERS = z
  .array(
    fields({
      control: TEXT.describe('The id of the control that the subject may fail.'),
      subject: TEXT.describe(
        'A label such as "alice / access key 1", an ARN, or either with * for any characters.',
      ),
      reason: TEXT.describe('Why the exception is acceptable.'),
      owner: TEXT.describe('Who will end it.'),
      approvedBy: TEXT.describe('Who accepted the risk.'),
      ticket: TEXT.optional().describe('Where it was discussed.'),
      expires: z.iso
        .date({ error: wrong('a day such as 2026-12-31') })
        .describe('The last day on which it holds, in UTC; at most 366 days ahead.'),
    }),
    { error: wrong('a list of waivers') },
  )
  .describe('Accepted exceptions of iamspec.');

/** The shape of a waivers file as a JSON schema, for editors. */
export function waiversSchema(): unknown {
  return z.toJSONSchema(WAIVERS);
}

/** Throws ConfigurationError with all that is wrong; `controls`: all ids, `now`: the clock. */
export function readWaivers(
  yaml: string,
  path: string,
  controls: readonly string[],
  now: Instant,
): readonly Waiver[] {
  const parsed = parseYaml(WAIVERS.nullable(), yaml, { name: path, item: 'waiver' }) ?? [];
  const waivers = parsed.map((waiver) => ({
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
