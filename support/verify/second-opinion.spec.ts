import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { asMutant, type Mutant } from '../../tools/testing/mutants';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  LEFT_OUT,
  password,
  type Row,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { readVerdicts, VERDICTS, writeVerdicts } from '../../tools/testing/verdicts';

const DAY = 86_400_000;
const SECOND = 1000;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

// On each limit of the profile baseline, or a second beyond: 90 days for keys, 30 for passwords.
const USED = { used: ago(DAY) };
const ROWS: readonly Row[] = [
  rootRow({ mfa_active: 'true' }),
  userRow('alice', accessKey(1, ago(90 * DAY + SECOND), USED)),
  userRow('bob', accessKey(2, ago(90 * DAY), USED)),
  userRow('carol', { ...password(ago(DAY), ago(DAY)), mfa_active: 'false' }),
  userRow('dora', { ...password(ago(30 * DAY)), mfa_active: 'true' }),
];

interface Asked {
  readonly secondOpinion?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

type Code = ReturnType<typeof loadCode>;

// Anew for each mutant: whatever is imported above would be the sound code.
function loadCode() {
  const { auditWithoutJest, takeSettings }: typeof import('../run') = require('../run');
  const { BundleFiles, writeBundle }: typeof import('../bundle') = require('../bundle');
  const own: typeof import('.') = require('.');
  async function write(rows: readonly Row[], env: Asked['env'] = {}) {
    const path = join(root, 'report.csv');
    writeFileSync(path, csv(rows));
    const asOf = new Date(AS_OF).toISOString();
    const settings = takeSettings({ IAMSPEC_REPORT: path, IAMSPEC_AS_OF: asOf, ...env });
    return writeBundle(join(root, 'reports'), await auditWithoutJest(settings, () => {}));
  }
  function verify(bundle: string, { secondOpinion = true, env = {} }: Asked = {}) {
    const asked = { keys: [], secondOpinion };
    const auditor = own.readAuditor(takeSettings(env), asked, Date.now());
    const verification = own.verifyBundle(new BundleFiles(bundle), auditor);
    return {
      exitCode: own.verificationExitCode(verification, []),
      problems: verification.problems,
      reservations: verification.reservations.map(({ text }) => text),
      note: verification.notes.find((each) => each.startsWith('Second opinion')),
    };
  }
  return { write, verify };
}

const AGREED = { exitCode: 0, problems: [], reservations: [] };

const differs = (control: string, subject: string, there: string, here: string) =>
  `the second opinion differs on baseline › ${control} › ${subject}: ${there} in the bundle, ` +
  `${here} by the second method.`;

interface Line {
  readonly control: string;
  readonly subject: string;
  readonly status: string;
}

const LINE = z.looseObject({ control: z.string(), subject: z.string(), status: z.string() });
const MANIFEST = z.looseObject({
  files: z.record(z.string(), z.unknown()),
  controls: z.array(
    z.looseObject({ id: z.string(), notRun: z.number(), inputs: z.looseObject({}) }),
  ),
});

/** Changes verdicts and manifest so that one fits the other, as somebody would who covers a trace. */
function forge(
  bundle: string,
  change: (line: Line) => readonly Line[],
  edit: (manifest: z.infer<typeof MANIFEST>) => void = () => {},
): void {
  const lines = readVerdicts(bundle)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => change(LINE.parse(JSON.parse(line))));
  writeVerdicts(bundle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const path = join(bundle, 'manifest.json');
  const manifest = MANIFEST.parse(JSON.parse(readFileSync(path, 'utf8')));
  const content = readFileSync(join(bundle, VERDICTS));
  const sha256 = createHash('sha256').update(content).digest('hex');
  manifest.files[VERDICTS] = { sha256, bytes: content.length };
  edit(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

const isKey = ({ control, subject }: Line) =>
  control === 'access-key-rotation' && subject.startsWith('alice');

describe('a second opinion', () => {
  let code: Code;
  beforeAll(() => {
    code = loadCode();
  });

  /** What it holds against a bundle, besides what the first method does. */
  function found(bundle: string) {
    const { problems, reservations } = code.verify(bundle);
    const first = code.verify(bundle, { secondOpinion: false });
    return {
      problems: problems.filter((each) => !first.problems.includes(each)),
      reservations: reservations.filter((each) => !first.reservations.includes(each)),
    };
  }

  test('agrees with what was judged, and is given where it is asked for', async () => {
    const bundle = await code.write(ROWS);
    expect(code.verify(bundle, { secondOpinion: false })).toEqual({ ...AGREED, note: undefined });
    expect(code.verify(bundle)).toEqual({
      ...AGREED,
      note: 'Second opinion: 18 of 18 verdicts judged again by the other method, from raw cells: all agree.',
    });
  });

  test('says which controls it cannot judge, and why', async () => {
    const env = { IAMSPEC_PROFILE: 'all' };
    const { note, ...found } = code.verify(await code.write(ROWS, env), { env });
    expect(found).toEqual(AGREED);
    expect(note).toMatch(
      /: all agree\. Not judged by it: access-key-as-reported \(needs the ids of access keys\), /,
    );
    expect(note).toMatch(/, password-policy-length \(needs the password policy\), /);
  });

  test('is none where it judges no control of the run', async () => {
    const house = join(root, 'house.json');
    const requirements = { 1: { 'password-policy-length': {} } };
    writeFileSync(house, JSON.stringify({ name: 'house', title: 'House', requirements }));
    const env = { IAMSPEC_PROFILE: house };
    const { reservations, note, exitCode } = code.verify(await code.write(ROWS, env), { env });
    expect(exitCode).toBe(2);
    expect(reservations).toContain('There is no second opinion: it judges none of these controls.');
    expect(note).toMatch(/^Second opinion: 0 of 1 verdicts .*: none could be compared\./);
  });

  test('agrees that nothing can be said of a user whose credentials the report leaves out', async () => {
    const eve = userRow('eve', { ...accessKey(1, ago(91 * DAY), USED), ...LEFT_OUT });
    const bundle = await code.write([...ROWS, eve]);
    expect(found(bundle)).toEqual({ problems: [], reservations: [] });
    forge(bundle, (line) => [
      line.subject.startsWith('eve') ? { ...line, status: 'passed' } : line,
    ]);
    expect(found(bundle).problems).toContain(
      differs('access-key-rotation', 'eve / access key 1', 'passed', 'could not be checked'),
    );
  });

  test('takes a waiver for a failure, but not for a pass', async () => {
    const bundle = await code.write(ROWS);
    forge(bundle, (line) => [isKey(line) ? { ...line, status: 'waived' } : line]);
    expect(found(bundle)).toEqual({ problems: [], reservations: [] });
    forge(bundle, (line) => [
      line.subject.startsWith('bob') && line.status === 'passed'
        ? { ...line, status: 'waived' }
        : line,
    ]);
    expect(found(bundle).problems).toEqual([
      differs('access-key-last-used', 'bob / access key 2', 'waived', 'passed'),
      differs('access-key-rotation', 'bob / access key 2', 'waived', 'passed'),
    ]);
  });

  test('misses what is missing, unless a filter left it out, and names what is too much', async () => {
    const bundle = await code.write(ROWS);
    forge(bundle, (line) => (isKey(line) ? [] : [line]));
    const missing = differs(
      'access-key-rotation',
      'alice / access key 1',
      'no such verdict',
      'failed',
    );
    expect(found(bundle).problems).toEqual([missing]);
    forge(
      bundle,
      (line) => [line],
      ({ controls }) => {
        for (const each of controls) if (each.id === 'access-key-rotation') each.notRun = 1;
      },
    );
    expect(found(bundle)).toEqual({ problems: [], reservations: [] });
    const other = await code.write(ROWS);
    forge(other, (line) => (isKey(line) ? [line, { ...line, subject: 'zoe' }] : [line]));
    expect(found(other).problems).toEqual([
      differs('access-key-rotation', 'zoe', 'failed', 'no such verdict'),
    ]);
  });

  test('is a reservation where the run could not check what can be checked', async () => {
    const bundle = await code.write(ROWS);
    forge(bundle, (line) => [isKey(line) ? { ...line, status: 'error' } : line]);
    expect(found(bundle)).toEqual({
      problems: [],
      reservations: [
        'There is no second opinion on baseline › access-key-rotation: the run could not check ' +
          'alice / access key 1, which the second method can.',
      ],
    });
  });

  test('is none on a control whose limit the manifest does not tell, and of a report that it cannot read', async () => {
    const bundle = await code.write(ROWS);
    forge(
      bundle,
      (line) => [line],
      ({ controls }) => {
        for (const each of controls) if (each.id === 'access-key-rotation') each.inputs = {};
      },
    );
    const untold = 'its input maxAgeDays is not told, or of another kind';
    expect(found(bundle).reservations).toEqual([
      `There is no second opinion on baseline › access-key-rotation: ${untold}.`,
    ]);
    const path = join(bundle, 'report.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('true', 'yes'));
    expect(found(bundle)).toEqual({
      problems: [],
      reservations: ['There is no second opinion: files of the bundle were changed.'],
    });
    const content = readFileSync(path);
    const sha256 = createHash('sha256').update(content).digest('hex');
    forge(
      bundle,
      (line) => [line],
      ({ files }) => {
        files['report.csv'] = { sha256, bytes: content.length };
      },
    );
    expect(found(bundle).reservations).toEqual([
      expect.stringMatching(
        /^There is no second opinion: the other method .*row 2, mfa_active: "yes" is no true/,
      ),
    ]);
    expect(code.verify(bundle).exitCode).toBe(1);
  });

  test('differs with other code only as a reservation', async () => {
    const bundle = await code.write(ROWS);
    forge(
      bundle,
      (line) => [isKey(line) ? { ...line, status: 'passed' } : line],
      (manifest) => Object.assign(manifest, { tool: { version: '0.9.0', commit: null } }),
    );
    expect(found(bundle)).toEqual({
      problems: [],
      reservations: [differs('access-key-rotation', 'alice / access key 1', 'passed', 'failed')],
    });
  });
});

type Check = (credential: Credential, limit: number, asOf: number) => Readonly<{ passed: boolean }>;
type Credential = Readonly<Record<string, unknown>>;

// Each as somebody could break it: a limit moved by a second, a check that never fails, a case forgotten.
const FIRST: readonly (readonly [string, Mutant, readonly string[]])[] = [
  [
    'a limit that is moved by one second',
    criterion<Check>(
      'rotated-within',
      'rotatedWithin',
      (actual) => (key, days, asOf) => actual(key, days + SECOND / DAY, asOf),
    ),
    [differs('access-key-rotation', 'alice / access key 1', 'passed', 'failed')],
  ],
  [
    'a check that passes everybody',
    criterion<Check>('mfa-active', 'mfaActive', (actual) => (user, ...others) => ({
      ...actual(user, ...others),
      passed: true,
    })),
    [differs('console-user-mfa', 'carol', 'passed', 'failed')],
  ],
  [
    'never used that is taken for just used',
    criterion<Check>(
      'used-within',
      'usedWithin',
      (actual) => (credential, days, asOf) =>
        actual({ ...credential, lastUsed: credential.lastUsed ?? asOf }, days, asOf),
    ),
    [differs('password-last-used', 'dora / password', 'passed', 'failed')],
  ],
];

function criterion<F>(file: string, name: string, change: (actual: F) => F): Mutant {
  return {
    [`support/control/criteria/${file}`]: ({ [name]: actual }) => ({ [name]: change(actual as F) }),
  };
}

describe('a bundle that broken code made, and that the same broken code holds for good', () => {
  test.each(FIRST)('is told by the second opinion alone: %s', async (_what, mutant, expected) => {
    const { alone, asked } = await asMutant(mutant, async () => {
      const { write, verify } = loadCode();
      const bundle = await write(ROWS);
      return { alone: verify(bundle, { secondOpinion: false }), asked: verify(bundle) };
    });
    expect(alone).toMatchObject(AGREED);
    expect(asked).toMatchObject({ exitCode: 1, problems: expected, reservations: [] });
  });
});

type Procedure = (account: Readonly<Record<string, unknown>>, inputs: unknown) => readonly object[];

const SECOND_METHOD: readonly (readonly [string, Mutant, readonly string[]])[] = [
  [
    'that passes everybody',
    procedure(
      'console-user-mfa',
      (actual) => (account, inputs) =>
        actual(account, inputs).map((item) => ({ ...item, compliant: true })),
    ),
    [differs('console-user-mfa', 'carol', 'failed', 'passed')],
  ],
  [
    'whose clock is a millisecond fast',
    procedure(
      'access-key-rotation',
      (actual) => (account, inputs) =>
        actual({ ...account, asOf: Number(account.asOf) + 1 }, inputs),
    ),
    [differs('access-key-rotation', 'bob / access key 2', 'passed', 'failed')],
  ],
  [
    'that overlooks root',
    procedure('root-mfa', () => () => []),
    [
      differs('root-mfa', '<root_account>', 'passed', 'no such verdict'),
      differs('root-mfa', 'no subject', 'no such verdict', 'not applicable'),
    ],
  ],
];

function procedure(id: string, change: (actual: Procedure) => Procedure): Mutant {
  return {
    'support/oracle/procedures': ({ PROCEDURES }) => {
      const all = PROCEDURES as Readonly<Record<string, Procedure>>;
      return { PROCEDURES: { ...all, [id]: change(all[id] as Procedure) } };
    },
  };
}

test.each(SECOND_METHOD)(
  'a broken procedure %s is told by the first method',
  async (_what, mutant, expected) => {
    const asked = await asMutant(mutant, async () => {
      const { write, verify } = loadCode();
      return verify(await write(ROWS));
    });
    expect(asked).toMatchObject({ exitCode: 1, problems: expected });
  },
);
