import { type Control, type Profile, profile } from '../control';
import {
  controlList,
  controlListJson,
  controlListText,
  filterList,
  type ListedEntry,
} from './control-list';

const control = (id: string, overrides: Partial<Control> = {}): Control => ({
  id,
  title: `Title of ${id}`,
  severity: 'medium',
  nist: ['AC-2', 'AC-6'],
  rationale: 'Why.',
  remediation: 'How.',
  steps: [],
  keeps: false,
  ages: undefined,
  inputs: {},
  stricter: {},
  values: {},
  facts: [],
  judge: () => {
    throw new Error('nothing is judged here');
  },
  ...overrides,
});

const ENTRIES: readonly ListedEntry[] = [
  { id: 'key-age', control: control('key-age', { inputs: { maxAgeDays: 90 } }) },
  {
    id: 'hardware',
    control: control('hardware', {
      severity: 'critical',
      facts: ['virtualMfaDevices', 'reportAge'],
    }),
  },
  { id: 'broken', problem: 'broken.test.ts cannot be loaded: SyntaxError' },
];

const HOUSE: Profile = profile({
  name: 'house',
  title: 'House policy',
  source: 'https://example.com',
  version: '1.2.3',
  heldAgainst: '2026-11-29',
  requirements: { a: { 'key-age': {} } },
});
const STRICT: Profile = profile({
  name: 'strict',
  title: 'Strict',
  extends: HOUSE,
  requirements: { b: { hardware: {} }, c: { hardware: {} } },
});

describe('the list', () => {
  const list = controlList(ENTRIES, [HOUSE, STRICT]);

  test('tells of a control what it says, and what it needs', () => {
    expect(list.controls[1]).toEqual({
      id: 'hardware',
      title: 'Title of hardware',
      severity: 'critical',
      nist: ['AC-2', 'AC-6'],
      inputs: {},
      facts: ['virtualMfaDevices', 'reportAge'],
      permissions: [
        'iam:GenerateCredentialReport',
        'iam:GetCredentialReport',
        'iam:ListVirtualMFADevices',
      ],
      profiles: ['strict'],
      selections: [{ profile: 'strict', requirements: ['b', 'c'], inputs: {} }],
      problem: null,
    });
  });

  test('tells at which limits, and for which requirements, each profile selects it', () => {
    const inputs = { maxAgeDays: 90 };
    expect(list.controls[0]?.selections).toEqual([
      { profile: 'house', requirements: ['a'], inputs },
      { profile: 'strict', requirements: ['a'], inputs },
    ]);
  });

  test('tells of a profile its controls, those of the one it extends included', () => {
    expect(list.profiles[1]).toEqual({
      name: 'strict',
      title: 'Strict',
      source: null,
      version: null,
      heldAgainst: null,
      extends: 'house',
      controls: ['hardware', 'key-age'],
      permissions: [
        'iam:GenerateCredentialReport',
        'iam:GetCredentialReport',
        'iam:ListVirtualMFADevices',
      ],
      problems: [],
    });
  });

  test('tells where the requirements of a profile come from, and how old that is', () => {
    expect(list.profiles[0]).toMatchObject({
      source: 'https://example.com',
      version: '1.2.3',
      heldAgainst: '2026-11-29',
    });
  });

  test('tells why a file declares no control', () => {
    expect(list.controls[2]).toMatchObject({
      id: 'broken',
      title: null,
      severity: null,
      problem: 'broken.test.ts cannot be loaded: SyntaxError',
    });
  });

  test('tells why a profile cannot be used', () => {
    const misspelt = profile({ ...HOUSE, requirements: { a: { 'key-aeg': {} } } });
    const [listed] = controlList(ENTRIES, [misspelt]).profiles;
    expect(listed?.controls).toEqual([]);
    expect(listed?.problems.join()).toMatch(/key-aeg.*Did you mean "key-age"/);
  });

  test('as JSON is the same', () => {
    expect(JSON.parse(controlListJson(list))).toEqual(list);
  });

  test('as text is two tables, and what is wrong', () => {
    expect(`\n${controlListText(list, { colors: false })}`).toMatchInlineSnapshot(`
"
control   severity  what holds         inputs         NIST       needs
key-age   medium    Title of key-age   maxAgeDays 90  AC-2 AC-6  -
hardware  critical  Title of hardware  -              AC-2 AC-6  iam:ListVirtualMFADevices
broken    -         cannot be loaded   -              -          -

All need iam:GenerateCredentialReport and iam:GetCredentialReport; "needs" is what a live run must be allowed besides.

profile  controls  title
house    1         House policy
strict   2         Strict

Problem   broken: broken.test.ts cannot be loaded: SyntaxError
"
`);
  });

  test('as text shows titles that hide something', () => {
    const hostile = [{ id: 'x', control: control('x', { title: '\u001b[2J\u202e' }) }];
    expect(controlListText(controlList(hostile, []), { colors: false })).toContain(
      '\\u{1b}[2J\\u{202e}',
    );
  });
});

describe('a filter', () => {
  const list = controlList(ENTRIES, [HOUSE, STRICT]);
  const ids = (filter: Parameters<typeof filterList>[1]) =>
    filterList(list, filter).controls.map(({ id }) => id);

  test.each<[string, Parameters<typeof filterList>[1], readonly string[]]>([
    ['nothing said', {}, ['key-age', 'hardware', 'broken']],
    ['a severity', { severities: ['critical'] }, ['hardware']],
    ['two', { severities: ['medium', 'critical'] }, ['key-age', 'hardware']],
    ['a requirement', { requirements: ['c'] }, ['hardware']],
    ['one that two profiles have', { requirements: ['a'] }, ['key-age']],
    ['both', { severities: ['medium'], requirements: ['c'] }, []],
  ])('of %s leaves what meets it', (_, filter, left) => {
    expect(ids(filter)).toEqual(left);
  });

  test('leaves of a profile the controls that are listed', () => {
    const { profiles } = filterList(list, { severities: ['critical'] });
    expect(profiles.map(({ controls }) => controls)).toEqual([[], ['hardware']]);
  });

  test('of an unknown requirement is an error, never an empty list', () => {
    expect(() => ids({ requirements: ['aa'] })).toThrow(
      'There is no requirement "aa" in what is listed. Did you mean "a"? Known: a, b, c.',
    );
  });

  test('as text shows the limits and requirements of the profiles, and says where nothing is left', () => {
    const text = controlListText(list, { colors: false, bySelection: true });
    expect(text).toMatch(/house: maxAgeDays 90; strict: maxAgeDays 90 +house a, strict a +-\n/);
    const none = filterList(list, { severities: ['low'] });
    expect(controlListText(none, { colors: false })).toMatch(/^No control is meant by that\.\n/);
  });
});
