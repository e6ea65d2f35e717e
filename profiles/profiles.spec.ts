import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type CatalogueEntry,
  type Inputs,
  isProfile,
  type Profile,
  requirementsOf,
  resolveProfile,
  type Status,
} from '../support/control';
import { explainProfile } from '../support/control/shape';
import { verdictsOf } from '../support/judge';
import { type CredentialReport, DAY } from '../support/report';
import { readCatalogue } from '../support/run/catalogue';
import { ago, reportOf, rootRow, userRow } from '../tools/testing/report';

const CATALOGUE: readonly CatalogueEntry[] = readCatalogue(
  join(__dirname, '..', 'controls'),
).entries;

const FILES = readdirSync(__dirname)
  .filter((file) => /(?<!\.spec)\.ts$/.test(file))
  .sort();
const EXPORTS: readonly (readonly [name: string, exported: unknown])[] = FILES.map((file) => [
  basename(file, '.ts'),
  require(join(__dirname, file)).default,
]);
const PROFILES = EXPORTS.flatMap(([, exported]) => (isProfile(exported) ? [exported] : []));

const HOUSE = /^[a-z]+(-[a-z]+)*$/;
const CIS_CHAPTER_1 = /^1\.\d{1,2}$/;
const NIST_800_53 = /^(AC|IA)-\d{1,2}(\(\d{1,2}\))?$/;

/** How each standard writes its requirements. */
const SYNTAX: Readonly<Record<string, RegExp>> = {
  'acsc-essential-eight': /^ML[123] ISM-\d{4}$/,
  all: HOUSE,
  'aws-fsbp': /^IAM\.\d{1,2} [a-z]+(-[a-z]+)+$/,
  baseline: HOUSE,
  'cis-aws-1.4': CIS_CHAPTER_1,
  'cis-aws-3.0': CIS_CHAPTER_1,
  'cis-aws-5.0': CIS_CHAPTER_1,
  'cis-aws-6.0': /^2\.\d{1,2}$/,
  'cis-aws-7.0': /^2\.\d{1,2}(\.\d)?$/,
  'cmmc-2.0-l2': /^(AC|AU|CM|IA|MA)\.L2-3\.\d{1,2}\.\d{1,2}$/,
  'fedramp-20x': /^KSI-IAM-[A-Z]{3}$/,
  'fedramp-moderate': NIST_800_53,
  hipaa: /^164\.3(08|10|12)\([a-e]\)(\(\d\))?(\(i{1,3}\))?(\([A-D]\))?$/,
  'identity-center': HOUSE,
  'iso-27001-2022': /^A\.[5-8]\.\d{1,2}$/,
  'machine-only': HOUSE,
  'nist-800-171-r2': /^3\.([1-9]|1[0-4])\.\d{1,2}$/,
  'nist-800-53-r5': NIST_800_53,
  'pci-dss-4.0.1': /^([1-9]|1[0-2])(\.\d{1,2}){2,3}$/,
  'soc-2': /^CC[1-9]\.\d$/,
  strict: HOUSE,
};

/** The requirements of which a profile decides a part, and says what it leaves open. */
const PARTLY: Readonly<Record<string, readonly string[]>> = {
  'acsc-essential-eight': ['ML1 ISM-1883', 'ML2 ISM-1682', 'ML2 ISM-1872', 'ML3 ISM-1508'],
  'fedramp-20x': ['KSI-IAM-APM', 'KSI-IAM-AAM', 'KSI-IAM-SNU', 'KSI-IAM-ELP', 'KSI-IAM-SUS'],
};

/** What the CIS AWS Foundations Benchmark asks for, and where; absent where a version does not. */
const CIS_VERSIONS = ['1.4', '3.0', '5.0', '6.0', '7.0'] as const;
const UNUSED = {
  'password-last-used': { maxIdleDays: 45 },
  'access-key-last-used': { maxIdleDays: 45 },
};
const SET_UP = {
  'access-key-not-created-at-setup': { minDelaySeconds: 60, evenMadeLater: true },
};
/** The exception for root without credentials is of 5.0 and later. */
const ALWAYS = { evenWithoutCredentials: true };
const UNLESS_ABSENT = { evenWithoutCredentials: false };
const LENGTH = { 'password-policy-length': { minLength: 14, evenWithoutPasswords: true } };
const REUSE = { 'password-policy-reuse': { minRemembered: 24, evenWithoutPasswords: true } };
const CIS_MATRIX: readonly (readonly [
  controls: Readonly<Record<string, Inputs>>,
  ...ids: readonly string[],
])[] = [
  // controls                                            1.4     3.0     5.0     6.0     7.0
  [{ 'root-access-centralized': {} }, '', '', '', '', '2.1.1'],
  [{ 'root-no-access-key': {} }, '1.4', '1.4', '1.3', '2.3', '2.4'],
  [{ 'root-mfa': ALWAYS }, '1.5', '1.5', '', '', ''],
  [{ 'root-mfa': UNLESS_ABSENT }, '', '', '1.4', '2.4', '2.5'],
  [{ 'root-hardware-mfa': ALWAYS }, '1.6', '1.6', '', '', ''],
  [{ 'root-hardware-mfa': UNLESS_ABSENT }, '', '', '1.5', '2.5', '2.6'],
  [{ 'root-not-used': { minIdleDays: 30 } }, '1.7', '1.7', '1.6', '2.6', '2.7'],
  [LENGTH, '1.8', '1.8', '1.7', '2.7', '2.8'],
  [REUSE, '1.9', '1.9', '1.8', '2.8', '2.9'],
  [{ 'console-user-mfa': {} }, '1.10', '1.10', '1.9', '2.9', '2.10'],
  [SET_UP, '1.11', '1.11', '1.10', '2.10', ''],
  [UNUSED, '1.12', '1.12', '1.11', '2.11', '2.11'],
  [{ 'access-key-one-active': { maxOverlapDays: 0 } }, '1.13', '1.13', '1.12', '2.12', ''],
  [{ 'access-key-rotation': { maxAgeDays: 90 } }, '1.14', '1.14', '1.13', '2.13', '2.12'],
];

/** What the benchmark says about credentials that no credential report shows. */
const CIS_NOT_DECIDABLE: Readonly<Record<string, readonly string[]>> = {
  'contact details': ['1.1', '1.1', '1.1', '2.1', '2.2'],
  'security contact': ['1.2', '1.2', '1.2', '2.2', '2.3'],
  'security questions': ['1.3', '1.3', '', '', ''],
  'permissions via groups': ['1.15', '1.15', '1.14', '2.14', '2.13'],
  'support role': ['1.17', '1.17', '1.16', '2.16', '2.15'],
  'roles for instances': ['1.18', '1.18', '1.17', '2.17', '2.16'],
  'expired server certificates': ['1.19', '1.19', '1.18', '2.18', '2.17'],
  'central federation': ['1.21', '1.21', '1.20', '2.20', '2.19'],
};

describe('the profiles', () => {
  test('are found, with the syntax of their requirements known', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(21);
    expect(PROFILES).toHaveLength(FILES.length);
    expect(PROFILES.map(({ name }) => name)).toEqual(Object.keys(SYNTAX));
  });

  test('together select every control, and "all" alone does too', () => {
    const ids = CATALOGUE.map(({ id }) => id).sort();
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect([...new Set(PROFILES.flatMap(selectedIds))].sort()).toEqual(ids);
    expect(selectedIds(named('all')).sort()).toEqual(ids);
  });
});

describe.each(EXPORTS)('profile %s', (name, exported) => {
  test('exports a profile by the name of its file', () => {
    expect(() => explainProfile(exported, name)).not.toThrow();
    expect(isProfile(exported)).toBe(true);
    expect(exported).toMatchObject({ name });
  });

  test('selects controls that exist, at inputs that they have', () => {
    const selections = resolveProfile(named(name), CATALOGUE);
    expect(selections.filter(({ problem }) => problem !== undefined)).toEqual([]);
    const resolved = selections.map(({ id, inputs, requirements }) => [
      id,
      JSON.stringify(inputs),
      requirements.join(', '),
    ]);
    expect(resolved.map((row) => row.join(' | ')).join('\n')).toMatchSnapshot();
  });

  test('writes requirements as its standard does', () => {
    const { notDecidable = {} } = named(name);
    const requirements = requirementsOf(
      named(name),
      CATALOGUE.map(({ id }) => id),
    );
    const ids = [...Object.keys(requirements), ...Object.keys(notDecidable)];
    expect(ids.filter((id) => !SYNTAX[name]?.test(id))).toEqual([]);
    const twice = ids.filter((id, index) => ids.indexOf(id) < index);
    expect(twice).toEqual(PARTLY[name] ?? []);
  });

  test('gives the reason for what it cannot decide in one sentence', () => {
    const reasons = Object.values(named(name).notDecidable ?? {});
    expect(reasons.filter((reason) => !/^[A-Z][^.]+\.$/.test(reason))).toEqual([]);
  });

  test('has no limit in its title', () => {
    const { title } = named(name);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(title).not.toMatch(/\d+[ -]?(d|h|days?|hours?|months?|years?|characters?)\b/i);
  });
});

describe('a standard', () => {
  const standards = PROFILES.filter(({ name }) => SYNTAX[name] !== HOUSE);

  test.each(standards.map((profile) => [profile.name, profile] as const))(
    '%s cites its publisher and admits what it leaves out',
    (_name, profile) => {
      expect(profile.source).toMatch(/^https:\/\//);
      expect(profile.version).toBeDefined();
      expect(profile.heldAgainst).toBeDefined();
      expect(Object.keys(profile.notDecidable ?? {}).length).toBeGreaterThan(0);
    },
  );
});

describe('a profile that was last held against its source', () => {
  const of = (heldAgainst: string) => ({ ...named('baseline'), name: heldAgainst, heldAgainst });

  test.each([
    ['a year ago today', '2027-11-29', []],
    ['a year and a day ago', '2027-11-30', ['2026-11-29']],
  ])('%s', (_, today, expected) => {
    expect(olderThanAYear([of('2026-11-29'), of('2027-11-29')], today)).toEqual(expected);
    expect(olderThanAYear([named('baseline')], today)).toEqual([]);
  });

  test('in the last year: so are all that ship, else hold those against their sources again', () => {
    expect(olderThanAYear(PROFILES, new Date().toISOString())).toEqual([]);
  });
});

describe('CIS AWS Foundations', () => {
  test.each(CIS_VERSIONS.map((version, column) => [version, column] as const))(
    '%s has the numbers and limits of the benchmark',
    (version, column) => {
      const expected = CIS_MATRIX.flatMap(([controls, ...ids]) =>
        ids[column]
          ? Object.entries(controls).map(([id, inputs]) => [id, inputs, ids[column]])
          : [],
      );
      const found = resolveProfile(named(`cis-aws-${version}`), CATALOGUE).map(
        ({ id, inputs, requirements }) => [id, inputs, requirements.join()],
      );
      expect(found.sort()).toEqual(expected.sort());
    },
  );

  test.each(CIS_VERSIONS.map((version, column) => [version, column] as const))(
    '%s lists what the report cannot decide',
    (version, column) => {
      const expected = Object.values(CIS_NOT_DECIDABLE).flatMap((ids) => ids[column] || []);
      const found = Object.keys(named(`cis-aws-${version}`).notDecidable ?? {});
      expect(found.sort()).toEqual(expected.sort());
    },
  );
});

describe('AWS Foundational Security Best Practices', () => {
  const selected = new Map(
    resolveProfile(named('aws-fsbp'), CATALOGUE).map((selection) => [selection.id, selection]),
  );

  test.each<[string, string, Inputs]>([
    ['IAM.8', 'password-last-used', { maxIdleDays: 90 }],
    ['IAM.8', 'access-key-last-used', { maxIdleDays: 90 }],
    ['IAM.7', 'password-policy-length', { minLength: 8, evenWithoutPasswords: true }],
    ['IAM.7', 'password-policy-complexity', { evenWithoutPasswords: true }],
    ['IAM.9', 'root-mfa', { evenWithoutCredentials: false }],
    ['IAM.6', 'root-hardware-mfa', { evenWithoutCredentials: false }],
    ['IAM.19', 'user-mfa', { evenWithoutCredentials: true }],
    ['IAM.3', 'access-key-rotation', { maxAgeDays: 90 }],
  ])('%s: %s at the inputs of its AWS Config rule', (requirement, id, inputs) => {
    expect(selected.get(id)?.inputs).toEqual(inputs);
    expect(selected.get(id)?.requirements).toEqual([
      expect.stringMatching(new RegExp(`^${requirement} `)),
    ]);
  });

  test('leaves IAM.22 and its 45 days to the standards that it belongs to', () => {
    const ids = Object.keys(named('aws-fsbp').requirements);
    expect(ids.filter((id) => id.startsWith('IAM.22'))).toEqual([]);
    for (const name of ['nist-800-171-r2', 'cis-aws-1.4', 'cis-aws-3.0']) {
      const unused = resolveProfile(named(name), CATALOGUE).find(
        ({ id }) => id === 'access-key-last-used',
      );
      expect(unused?.inputs).toEqual({ maxIdleDays: 45 });
    }
  });
});

describe('FedRAMP Moderate', () => {
  afterEach(() => jest.dontMock('./nist-800-53-r5'));

  test('is what it shares with NIST SP 800-53, at its limits', () => {
    const [moderate, nist] = [named('fedramp-moderate'), named('nist-800-53-r5')];
    expect(nist.requirements).toMatchObject(moderate.requirements);
    expect(nist.notDecidable).toMatchObject(moderate.notDecidable ?? {});
  });

  test('cannot be loaded where NIST SP 800-53 lacks what it takes', () => {
    const { 'AC-6(2)': _, ...requirements } = named('nist-800-53-r5').requirements;
    jest.doMock('./nist-800-53-r5', () => ({
      __esModule: true,
      default: { ...named('nist-800-53-r5'), requirements },
    }));
    const load = () => jest.isolateModules(() => require('./fedramp-moderate'));
    expect(load).toThrow('there is no AC-6(2) in nist-800-53-r5');
  });
});

describe('CMMC Level 2', () => {
  test('asks for what NIST SP 800-171 asks for, under its own numbers', () => {
    const [cmmc, nist] = [named('cmmc-2.0-l2'), named('nist-800-171-r2')];
    for (const field of ['requirements', 'notDecidable'] as const) {
      const own = Object.entries(cmmc[field] ?? {}).map(([id, value]) => [id.slice(6), value]);
      expect(Object.fromEntries(own)).toEqual(nist[field]);
    }
    expect(cmmc.requirements).toMatchObject({ 'IA.L2-3.5.3': {}, 'AC.L2-3.1.1': {} });
  });
});

const KEY = { access_key_1_active: 'true', access_key_1_last_rotated: ago(DAY) };

describe.each(['identity-center', 'machine-only'])('%s', (name) => {
  const ofRoot = ['root-mfa <root_account>', 'root-no-access-key <root_account>'];

  test('judges root where there are no users', () => {
    const root = rootRow({ password_enabled: 'true', ...KEY });
    expect(judged('passed', named(name), reportOf())).toEqual(expect.arrayContaining(ofRoot));
    expect(judged('failed', named(name), reportOf())).toEqual([]);
    expect(judged('failed', named(name), reportOf(root))).toEqual(ofRoot);
  });
});

describe('identity-center', () => {
  const report = reportOf(userRow('break-glass-1'), userRow('alice'));
  const overlay = (own: Partial<Profile>): Profile => ({
    ...{ name: 'house', title: 'House', requirements: {} },
    ...{ extends: named('identity-center'), ...own },
  });
  const controls = { 'users-allowed': { allowedUsers: ['break-glass-*'] } };

  test('allows nobody', () => {
    expect(judged('failed', named('identity-center'), report)).toEqual([
      'users-allowed break-glass-1',
      'users-allowed alice',
    ]);
  });

  test('allows whom a house names, with a reason', () => {
    const loosens = 'For the day on which nobody can sign in elsewhere.';
    const classes = { 'break-glass': { users: ['break-glass-*'], loosens, controls } };
    expect(judged('failed', overlay({ classes }), report)).toEqual(['users-allowed alice']);
    expect(() => resolveProfile(overlay({ requirements: { users: controls } }), CATALOGUE)).toThrow(
      /allowedUsers/,
    );
  });
});

describe('machine-only', () => {
  const machine = userRow('ci', KEY);
  const person = userRow('alice', { password_enabled: 'true', password_last_changed: ago(DAY) });

  test('has no place for a password', () => {
    const failed = judged('failed', named('machine-only'), reportOf(machine, person));
    expect(failed).toContain('machine-user-without-password alice');
    expect(failed).not.toContain('machine-user-without-password ci');
  });
});

describe('strict', () => {
  test('holds every control of baseline, none looser, some tighter', () => {
    const strict = new Map(resolveProfile(named('strict'), CATALOGUE).map((own) => [own.id, own]));
    const limits = resolveProfile(named('baseline'), CATALOGUE).flatMap(({ id, inputs }) =>
      Object.entries(inputs).map(([name, limit]) => ({
        limit: `${id} ${name}`,
        slack: slack(name, limit, strict.get(id)?.inputs[name]),
      })),
    );
    expect(selectedIds(named('strict'))).toEqual(
      expect.arrayContaining(selectedIds(named('baseline'))),
    );
    expect(limits.filter((each) => !(each.slack <= 0))).toEqual([]);
    expect(limits.filter((each) => each.slack < 0).length).toBeGreaterThan(1);
  });
});

/** The names of those last held against their sources more than a year before `today`. */
function olderThanAYear(profiles: readonly Profile[], today: string): string[] {
  const earliest = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 'YYYY-MM-DD'.length)}`;
  return profiles.flatMap(({ name, heldAgainst }) =>
    heldAgainst !== undefined && heldAgainst < earliest ? [name] : [],
  );
}

/** The controls of a profile with that verdict, each with about whom. */
function judged(status: Status, profile: Profile, report: CredentialReport): string[] {
  return resolveProfile(profile, CATALOGUE).flatMap((selection) =>
    verdictsOf(selection, report, { waivers: [], owners: [] })
      .filter((verdict) => verdict.status === status)
      .map(({ subject }) => `${selection.id} ${subject}`),
  );
}

/** By how much a limit is looser than that of baseline; NaN where it cannot be told. */
function slack(name: string, base: unknown, own: unknown): number {
  if (isDeepStrictEqual(own, base)) return 0;
  const difference = Number(own) - Number(base);
  return name.startsWith('min') ? -difference : difference;
}

function named(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (!found) throw new Error(`there is no profile ${name}`);
  return found;
}

function selectedIds(profile: Profile): string[] {
  return resolveProfile(profile, CATALOGUE).map(({ id }) => id);
}
