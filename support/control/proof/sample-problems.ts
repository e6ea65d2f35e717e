import type { KnownFacts } from '../../report';
import type { Control, Inputs } from '../control';
import { evaluate } from '../evaluate';
import { unless } from '../metadata';
import { reportOfSample, type Sample, type Samples } from '../samples/samples';
import type { Status, Verdict } from '../verdict';

/** The verdicts on a sample, at its own inputs unless told. */
export function judgeSample(
  control: Control,
  sample: Sample,
  inputs: Inputs = sample.inputs ?? {},
): readonly Verdict[] {
  return evaluate(control, { inputs }, reportOfSample(sample), []);
}

/** Statuses by the subjects' labels. */
export function statuses(verdicts: readonly Verdict[]): Readonly<Record<string, Status>> {
  return Object.fromEntries(verdicts.map(({ subject, status }) => [subject, status]));
}

/** Which kinds of samples a control lacks, a sentence each. What it needs shows in what it does. */
export function missingSamples(control: Control, samples: Samples): readonly string[] {
  const found = samples.map((sample) => Object.values(statuses(judgeSample(control, sample))));
  const whys = samples.map(({ why }) => why);
  const unwritten = whys.filter((why) => !/^[a-zA-Z].{11}/.test(why) || /\bTODO\b/.test(why));
  const numbers = Object.keys(control.inputs).filter(
    (name) => typeof control.inputs[name] === 'number',
  );
  return [
    ...unless(found.flat().includes('passed'), 'no sample passes'),
    ...unless(found.flat().includes('failed'), 'no sample fails'),
    ...unwritten.map((why) => `a sample does not say why: "${why}"`),
    ...unless(new Set(whys).size === whys.length, 'two samples have the same why'),
    ...numbers.flatMap((name) => missingBoundary(control, samples, name)),
    ...DATES.flatMap((dates) => missingAbsence(control, samples, dates)),
    ...unless(
      !canBeWithoutSubject(control) || found.flat().includes('notApplicable'),
      'no sample is of an account without any subject',
    ),
    ...control.facts.flatMap((name) => [
      ...unless(
        samples.some(({ facts = {} }, index) => {
          const fact = facts[name];
          return fact && 'refused' in fact && found[index]?.includes('error');
        }),
        `no sample is an error because the ${name} was refused`,
      ),
      ...unless(
        samples.some(
          ({ facts = {} }, index) => !facts[name] && found[index]?.includes('notReviewed'),
        ),
        `no sample is not reviewed because the ${name} is absent`,
      ),
    ]),
  ];
}

function missingBoundary(control: Control, samples: Samples, name: string): readonly string[] {
  return unless(
    statusAtLimit(control, samples, name) !== undefined,
    `no pair of samples has ${name} exactly and one step beyond, with both verdicts`,
  );
}

/** Undefined unless moving the limit turns a sample exactly on it, and another just beyond it. */
export function statusAtLimit(
  control: Control,
  samples: Samples,
  name: string,
): 'passed' | 'failed' | undefined {
  const step = stepOf(control, name);
  const turned = (by: number) =>
    samples.flatMap((sample) => {
      const limit = { ...control.inputs, ...sample.inputs }[name];
      const before = statuses(judgeSample(control, sample));
      return [-by, by].flatMap((change) => {
        const inputs = { ...sample.inputs, [name]: Number(limit) + change };
        const after = statuses(judgeSample(control, sample, inputs));
        return Object.entries(before)
          .filter(([subject, status]) => isVerdict(status) && status !== after[subject])
          .map(([subject, status]) => ({ key: `${sample.why} ${subject}`, status }));
      });
    });
  const onLimit = turned(step / 2);
  const beyond = turned(step * 1.5).filter(
    ({ key }) => !onLimit.some((sample) => sample.key === key),
  );
  const pairs = (on: Status, off: Status) =>
    onLimit.some(({ status }) => status === on) && beyond.some(({ status }) => status === off);
  if (pairs('passed', 'failed')) return 'passed';
  return pairs('failed', 'passed') ? 'failed' : undefined;
}

function stepOf({ facts }: Control, name: string): number {
  if (facts.includes('passwordPolicy')) return 1;
  if (name.endsWith('Days')) return 1 / 86_400;
  return name.endsWith('Hours') ? 1 / 3600 : 1;
}

const DATES = [
  { what: 'of use', columns: /_last_used(_date)?$/ },
  { what: 'of creation or change', columns: /_last_(rotated|changed)$/ },
  { what: 'by which to change', columns: /^password_next_rotation$/ },
];

function missingAbsence(
  control: Control,
  samples: Samples,
  { what, columns }: (typeof DATES)[number],
): readonly string[] {
  const matters = samples.some((sample) => {
    const text = (each: Sample) => JSON.stringify(judgeSample(control, each));
    return text(sample) !== text(withoutDates(sample, columns));
  });
  const covered = samples.some((sample) => {
    const judged = judgeSample(control, sample).filter(({ status }) => isVerdict(status));
    return identities(sample).some(
      ([name, cells]) =>
        judged.some(({ subject }) => subject === name || subject.startsWith(`${name} / `)) &&
        Object.keys(cells).some((column) => /^(password|access_key|cert)_/.test(column)) &&
        !Object.entries(cells).some(([column, text]) => columns.test(column) && isDate(text)),
    );
  });
  return unless(!matters || covered, `no sample has credentials without any date ${what}`);
}

type Cells = NonNullable<Sample['root']>;

function identities({ root = {}, users = {} }: Sample): readonly (readonly [string, Cells])[] {
  const named = Object.entries(users).map(
    ([user, cells]) => [user.slice(user.lastIndexOf('/') + 1), cells] as const,
  );
  return [['<root_account>', root], ...named];
}

function withoutDates(sample: Sample, columns: RegExp): Sample {
  const without = (cells: Cells): Cells =>
    Object.fromEntries(
      Object.entries(cells).map(([column, text]) => [
        column,
        columns.test(column) && isDate(text) ? 'N/A' : text,
      ]),
    );
  const users = Object.entries(sample.users ?? {}).map(([user, cells]) => [user, without(cells)]);
  return { ...sample, root: without(sample.root ?? {}), users: Object.fromEntries(users) };
}

function isDate(text: string): boolean {
  return text.endsWith('Z');
}

const NOTHING: KnownFacts = {
  accountSummary: { users: 0, rootMfaEnabled: false, rootAccessKeys: 0 },
  passwordPolicy: 'none',
  virtualMfaDevices: [],
  mfaDevices: [],
  accessKeys: [],
  sshPublicKeys: [],
  administrators: [],
  serviceSpecificCredentials: [],
  userTags: [],
  rootManagement: { notDecidable: 'not the management account' },
  reportAge: 0,
};

function canBeWithoutSubject(control: Control): boolean {
  const facts = Object.fromEntries(
    Object.entries(NOTHING).map(([name, known]) => [name, { known }]),
  );
  return (['aws', 'aws-us-gov'] as const).some((partition) => {
    const verdicts = evaluate(control, { inputs: {} }, reportOfSample({ partition, facts }), []);
    return verdicts.some(({ status }) => status === 'notApplicable');
  });
}

function isVerdict(status: Status): boolean {
  return status === 'passed' || status === 'failed';
}
