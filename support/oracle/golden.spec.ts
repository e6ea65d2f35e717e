import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GOLDEN_AS_OF, GOLDEN_FACTS, GOLDEN_ROWS } from '../../tools/testing/golden-account';
import { differences } from '../../tools/testing/oracle';
import { bytes, csv } from '../../tools/testing/report';
import { evaluate, resolveProfile, type Selection, type Verdict } from '../control';
import { type KnownFacts, parseReport } from '../report';
import { readCatalogue } from '../run/catalogue';
import { loadProfile } from '../run/profiles';
import { PROCEDURES } from './procedures';

const PROJECT = join(__dirname, '..', '..');
const PROFILES = join(PROJECT, 'profiles');

const known: KnownFacts = GOLDEN_FACTS;
const report = parseReport(
  {
    content: bytes(csv(GOLDEN_ROWS)),
    caller: undefined,
    facts: {
      accountSummary: { known: known.accountSummary },
      passwordPolicy: { known: known.passwordPolicy },
      virtualMfaDevices: { known: known.virtualMfaDevices },
      mfaDevices: { known: known.mfaDevices },
      accessKeys: { known: known.accessKeys },
      sshPublicKeys: { known: known.sshPublicKeys },
      serviceSpecificCredentials: { known: known.serviceSpecificCredentials },
      userTags: { known: known.userTags },
      rootManagement: { known: known.rootManagement },
      reportAge: { known: known.reportAge },
    },
  },
  { instant: GOLDEN_AS_OF, source: 'GeneratedTime' },
);

const { entries } = readCatalogue(join(PROJECT, 'controls'));

/** A control of a profile on the golden account. */
interface Result {
  readonly profile: string;
  /** `access-key-rotation {"maxAgeDays":90}`: what its verdicts depend on. */
  readonly title: string;
  readonly selection: Selection;
  readonly verdicts: readonly Verdict[];
}

const profiles = readdirSync(PROFILES)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => basename(file, '.ts'));

const results: readonly Result[] = profiles.flatMap((profile) =>
  resolveProfile(loadProfile(profile), entries).map((selection) => {
    const { id, control, problem, inputs, scope } = selection;
    if (!control) throw new Error(problem);
    const classes = scope.classes.filter((each) => each.inputs !== undefined);
    const title = [id, JSON.stringify(inputs), ...classes.map((each) => JSON.stringify(each))];
    if (!scope.everybody) title.push('for these classes alone');
    const verdicts = evaluate(control, { inputs, scope }, report, []);
    return { profile, title: title.join(' '), selection, verdicts };
  }),
);

const STATUSES = ['passed', 'failed', 'error', 'notApplicable', 'notReviewed'] as const;

function counts(verdicts: readonly Verdict[]): string {
  const count = (wanted: string) => verdicts.filter(({ status }) => status === wanted).length;
  return STATUSES.map((status) => [count(status), status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
    .join(', ');
}

test('the golden account has about two hundred users, and every profile is judged', () => {
  expect(report.users.length).toBeGreaterThanOrEqual(200);
  expect(new Set(results.map(({ profile }) => profile)).size).toBe(profiles.length);
  expect(profiles.length).toBeGreaterThanOrEqual(16);
});

const distinct = new Map(results.map((result) => [result.title, result]));
const isKnown = ({ selection }: Result) => Object.hasOwn(PROCEDURES, selection.id);

test('the oracle agrees, subject by subject, at the inputs of every profile', () => {
  let [compared, subjects] = [0, 0];
  const question = { rows: GOLDEN_ROWS, asOf: GOLDEN_AS_OF };
  for (const { selection, verdicts } of [...distinct.values()].filter(isKnown)) {
    const { control, inputs, scope } = selection;
    if (!control) throw new Error(`${selection.id} has no control`);
    const ofClasses = scope.classes.flatMap((each) => (each.inputs ? [each.inputs] : []));
    for (const given of [inputs, ...ofClasses]) {
      expect(differences(control, given, report, question)).toEqual([]);
      compared += 1;
    }
    subjects += verdicts.length;
  }
  expect(compared).toBeGreaterThanOrEqual(24);
  expect(subjects).toBeGreaterThan(7000);
});

test('what the oracle cannot judge, since it takes more than the report', () => {
  const others = [...distinct.values()]
    .filter((result) => !isKnown(result))
    .sort((one, other) => (one.title < other.title ? -1 : 1));
  const lines = others.flatMap(({ title, verdicts }) => [
    `${title}: ${counts(verdicts)}`,
    ...verdicts.flatMap(({ status, subject }) =>
      status === 'failed' || status === 'error' ? [`  ${status}: ${subject}`] : [],
    ),
  ]);
  expect(lines.join('\n')).toMatchSnapshot();
});
