import { z } from 'zod';
import {
  ConfigurationError,
  hint,
  isVisible,
  LONGEST_WAIVER_DAYS,
  lastsTooLong,
  type Waiver,
} from '../control';
import { fields, TEXT, wrong } from '../control/shape';
import { DAY, type Instant, parseInstant } from '../report';
import { parseYaml } from './parse-yaml';

const SUBJECT = TEXT.describe(
  'A label such as "alice / access key 1", an ARN, or either with * for any characters.',
);

const COMMENT = 'it begins with "#", which is no comment here: write that above the waiver';

// A text, since YAML takes a third of a second longer to read 20,000 items of a list.
const SUBJECTS = z
  .preprocess(
    (value) => (typeof value === 'string' ? subjectLines(value) : value),
    z
      .array(
        SUBJECT.refine((subject) => !subject.startsWith('#'), COMMENT),
        { error: wrong('a list of subjects, or a text with one on each line') },
      )
      .min(1, 'it is empty'),
  )
  .meta({
    description: 'Several in the place of one, as a list or as a text with one on each line.',
    type: ['array', 'string'],
  });

const ENTRY = fields({
  control: TEXT.describe('The id of the control that the subject may fail.'),
  subject: SUBJECT.optional(),
  subjects: SUBJECTS.optional(),
  reason: TEXT.describe('Why the exception is acceptable.'),
  owner: TEXT.describe('Who will end it.'),
  approvedBy: TEXT.describe('Who accepted the risk.'),
  ticket: TEXT.optional().describe('Where it was discussed.'),
  expires: z.iso
    .date({ error: wrong('a day such as 2026-12-31') })
    .describe('The last day on which it holds, in UTC; at most 366 days ahead.'),
})
  .superRefine(({ subject, subjects }, { addIssue }) => {
    const found = [subject, subjects].filter((each) => each !== undefined).length;
    if (found === 1) return;
    const message =
      found === 0
        ? 'it is missing. Name one, or several as subjects'
        : 'there are subjects as well. Keep one of the two';
    addIssue({ code: 'custom', path: ['subject'], message });
  })
  // For editors, since a rule of ours has no shape.
  .meta({ oneOf: [{ required: ['subject'] }, { required: ['subjects'] }] });

const WAIVERS = z
  .array(ENTRY, { error: wrong('a list of waivers') })
  .describe('Accepted exceptions of iamspec.');

/** The subjects of a text with one on each line. */
export function subjectLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter(isVisible)
    .map((line) => line.trim());
}

/** The shape of a waivers file as a JSON schema, for editors. */
export function waiversSchema(): unknown {
  return z.toJSONSchema(WAIVERS);
}

/** What an entry of a waivers file says, in the order of the file: one waiver for each of its subjects. */
export type WaiverEntries = readonly (readonly Waiver[])[];

/** Throws ConfigurationError with all that is wrong; `controls`: all ids, `now`: the clock. */
export function readWaivers(
  yaml: string,
  path: string,
  controls: readonly string[],
  now: Instant,
): readonly Waiver[] {
  return readWaiverEntries(yaml, path, controls, now).flat();
}

/** The same, entry by entry. */
export function readWaiverEntries(
  yaml: string,
  path: string,
  controls: readonly string[],
  now: Instant,
): WaiverEntries {
  const parsed = parseYaml(WAIVERS.nullable(), yaml, { name: path, item: 'waiver' }) ?? [];
  const entries = parsed.map(({ subject, subjects = [], ticket, ...others }) => {
    const expires = endOf(others.expires) ?? 0;
    const waivers = subject === undefined ? subjects : [subject];
    return waivers.map((each): Waiver => ({ ...others, subject: each, ticket, expires }));
  });
  const [known, former] = [new Set(controls), new Set<string>()];
  const problems = entries.flatMap((entry, index) =>
    [...entryProblems(entry, known, now), ...twice(entry, former)].map(
      ([{ control, subject }, problem]) =>
        `${path}, waiver ${index + 1} (${control}, ${subject}): ${problem}`,
    ),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return entries;
}

/** The last instant of a day in UTC such as `2026-12-31`; undefined where it is none. */
export function endOf(day: string): Instant | undefined {
  const begin = z.iso.date().safeParse(day).success ? parseInstant(`${day}T00:00:00Z`) : undefined;
  return begin === undefined ? undefined : begin + DAY - 1;
}

type Problem = readonly [waiver: Waiver, problem: string];

// What all waivers of an entry share is wrong once.
function entryProblems(
  [first]: readonly Waiver[],
  controls: ReadonlySet<string>,
  now: Instant,
): Problem[] {
  if (!first) return [];
  const problems: Problem[] = [];
  if (!controls.has(first.control)) {
    problems.push([first, `there is no such control.${hint(first.control, [...controls])}`]);
  }
  if (lastsTooLong(first.expires, now)) {
    const tooFar = `it expires more than ${LONGEST_WAIVER_DAYS} days ahead. Choose a nearer date.`;
    problems.push([first, tooFar]);
  }
  return problems;
}

function twice(entry: readonly Waiver[], former: Set<string>): Problem[] {
  return entry.flatMap((waiver): Problem[] => {
    const key = JSON.stringify([waiver.control, waiver.subject]);
    if (former.has(key)) return [[waiver, 'it stands twice. Keep one.']];
    former.add(key);
    return [];
  });
}
