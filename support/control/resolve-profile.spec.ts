import { ConfigurationError } from './configuration-error';
import { compile, type Direction, type Inputs } from './control';
import { hint } from './nearest';
import { isProfile, type Profile, profile } from './profile';
import { type CatalogueEntry, resolveProfile } from './resolve-profile';
import { EVERYBODY } from './user-class';

function entry(
  id: string,
  inputs: Inputs = {},
  stricter: Readonly<Record<string, Direction>> = {},
  values: Readonly<Record<string, readonly string[]>> = {},
): CatalogueEntry {
  const sample = compile<Inputs, never>({
    id,
    title: id,
    severity: 'low',
    nist: [],
    rationale: '',
    remediation: '',
    inputs,
    stricter,
    values,
    subjects: () => [],
    check: () => ({ passed: false, measured: 0, limit: 0, reason: '' }),
  });
  return { id, control: sample, problem: undefined };
}

const CATALOGUE: readonly CatalogueEntry[] = [
  entry('root-mfa'),
  entry('access-key-rotation', { maxAgeDays: 90 }),
  entry('password-length', { minLength: 14, allowReuse: false, style: 'plain', words: ['x'] }),
  entry('count', { count: 5 }),
  entry(
    'user-mfa',
    { everybody: false, lax: true, machines: ['a', 'b'], allowed: ['a', 'b'] },
    { everybody: true, lax: false, machines: 'more', allowed: 'fewer' },
  ),
  entry('services', { forbidden: ['*.amazonaws.com*'] }, {}, { forbidden: ['*.amazonaws.com*'] }),
];

type Requirements = Profile['requirements'];

function resolve(requirements: Requirements, base?: Profile) {
  const name = 'house';
  const built = base
    ? { name, title: name, requirements, extends: base }
    : { name, title: name, requirements };
  return resolveProfile(profile(built), CATALOGUE);
}

function problems(requirements: Requirements, base?: Profile): readonly string[] {
  try {
    resolve(requirements, base);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test.each([
  [['bedrock'], ['bedrock']],
  [['*.amazonaws.com', 'logs.amazonaws.com'], []],
  [
    ['logs.amazonaws.com', 'Logs', ''],
    ['Logs', ''],
  ],
  [[], []],
] as const)(
  'a list %j of texts that are known by pattern: %j are refused',
  (forbidden, strange) => {
    expect(problems({ a: { services: { forbidden } } })).toEqual(
      strange.map((text) =>
        expect.stringContaining(
          `input forbidden of control services has ${JSON.stringify(text)}, expected *.amazonaws.com*.`,
        ),
      ),
    );
  },
);

const standard = (requirements: Requirements): Profile =>
  profile({ name: 'standard', title: 'Standard', requirements });

describe('a profile', () => {
  test('selects its controls by id, with all inputs and the requirements they serve', () => {
    const selections = resolve({
      '1.4': { 'root-mfa': {} },
      '1.13': { 'access-key-rotation': { maxAgeDays: 45 } },
      '1.8': { 'password-length': { minLength: 20 } },
    });
    expect(selections).toMatchObject([
      { id: 'access-key-rotation', inputs: { maxAgeDays: 45 }, requirements: ['1.13'] },
      {
        id: 'password-length',
        inputs: { minLength: 20, allowReuse: false, style: 'plain', words: ['x'] },
        requirements: ['1.8'],
      },
      { id: 'root-mfa', inputs: {}, requirements: ['1.4'] },
    ]);
    expect(selections.map((selection) => selection.profile)).toEqual(['house', 'house', 'house']);
    expect(selections[0]?.control).toBe(CATALOGUE[1]?.control);
  });

  test('may use the defaults of a control, and use it for two requirements', () => {
    expect(
      resolve({
        a: { 'access-key-rotation': {} },
        b: { 'access-key-rotation': { maxAgeDays: 90 } },
      }),
    ).toMatchObject([{ inputs: { maxAgeDays: 90 }, requirements: ['a', 'b'] }]);
  });

  test('may set an input of each type', () => {
    const inputs = { minLength: 0, allowReuse: true, style: 'odd', words: [] };
    expect(resolve({ a: { 'password-length': inputs } })[0]?.inputs).toEqual(inputs);
  });

  test('keeps a control whose file is broken, with its problem: it is no silent skip', () => {
    const broken = { id: 'root-mfa', control: undefined, problem: 'it does not load' };
    const requirements = { a: { 'root-mfa': {} } };
    expect(resolveProfile({ name: 'x', title: 'x', requirements }, [broken])).toEqual([
      { ...broken, profile: 'x', inputs: {}, scope: EVERYBODY, requirements: ['a'] },
    ]);
  });
});

describe('a profile is refused', () => {
  test('with an unknown control, and the nearest known one is named', () => {
    expect(problems({ '1.4': { 'rot-mfa': {} } })).toContain(
      'Profile house, requirement 1.4: there is no control "rot-mfa". Did you mean "root-mfa"? Known: root-mfa, access-key-rotation, password-length, count, user-mfa, services.',
    );
  });

  test.each(['constructor', 'toString', '__proto__'])(
    'with %s for a control or an input, which every object inherits',
    (name) => {
      const own = (value: Inputs) => Object.fromEntries([[name, value]]);
      expect(problems({ a: own({}) })).toContainEqual(
        expect.stringContaining(`there is no control "${name}"`),
      );
      const inputs: Inputs = Object.fromEntries([[name, 5]]);
      expect(problems({ a: { 'root-mfa': inputs } })).toContainEqual(
        expect.stringContaining(`control root-mfa has no input "${name}"`),
      );
    },
  );

  test('with an unknown input, and the nearest known one is named', () => {
    expect(problems({ a: { 'access-key-rotation': { maxAgeDay: 30 } } })).toEqual([
      'Profile house, requirement a: control access-key-rotation has no input "maxAgeDay". Did you mean "maxAgeDays"? Known: maxAgeDays.',
    ]);
    expect(problems({ a: { 'root-mfa': { strict: true } } })).toEqual([
      'Profile house, requirement a: control root-mfa has no input "strict". Known: none.',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['a text', '90', '"90"'],
    ['true', true, 'true'],
    ['NaN', Number.NaN, 'NaN'],
    ['infinity', Number.POSITIVE_INFINITY, 'Infinity'],
    ['a negative number', -1, '-1'],
    ['a list', [90], '[90]'],
    ['null', null, 'null'],
    ['undefined', undefined, 'absent'],
  ])('with %s for a number', (_, value, shown) => {
    expect(problems({ a: { 'access-key-rotation': { maxAgeDays: value as number } } })).toEqual([
      `Profile house, requirement a: input maxAgeDays of control access-key-rotation is ${shown}, expected a number of 0 or more.`,
    ]);
  });

  test('with another type for a text, a yes or no, or a list', () => {
    const wrong = { allowReuse: 'no', style: 5, words: ['x', 5] as unknown as string[] };
    expect(problems({ a: { 'password-length': wrong } })).toEqual([
      'Profile house, requirement a: input allowReuse of control password-length is "no", expected a boolean.',
      'Profile house, requirement a: input style of control password-length is 5, expected a string.',
      'Profile house, requirement a: input words of control password-length is ["x",5], expected a list of texts.',
    ]);
  });

  test('with two limits for one control, also where one of them is the default', () => {
    const two = (first: Inputs, second: Inputs) =>
      problems({ a: { 'access-key-rotation': first }, b: { 'access-key-rotation': second } });
    expect(two({ maxAgeDays: 30 }, { maxAgeDays: 60 })).toEqual([
      'Profile house, requirement b: control access-key-rotation has two values for maxAgeDays in one profile, 30 and 60. Choose one, or make two profiles.',
    ]);
    expect(two({ maxAgeDays: 30 }, {})).toHaveLength(1);
    expect(two({}, { maxAgeDays: 30 })).toHaveLength(1);
  });

  test('where it selects nothing', () => {
    expect(problems({})).toEqual(['Profile house selects no control.']);
    expect(problems({ a: {}, b: {} })).toEqual(['Profile house selects no control.']);
  });

  test('with everything that is wrong at once', () => {
    const read = () =>
      resolve({
        a: { 'root-mfaa': {}, 'access-key-rotation': { maxAgeDays: -1, days: 3 } },
        b: { 'access-key-rotation': { maxAgeDays: 10 } },
      });
    expect(read).toThrowErrorMatchingInlineSnapshot(`
"Profile house, requirement a: there is no control "root-mfaa". Did you mean "root-mfa"? Known: root-mfa, access-key-rotation, password-length, count, user-mfa, services.
Profile house, requirement a: input maxAgeDays of control access-key-rotation is -1, expected a number of 0 or more.
Profile house, requirement a: control access-key-rotation has no input "days". Known: maxAgeDays.
Profile house, requirement b: control access-key-rotation has two values for maxAgeDays in one profile, -1 and 10. Choose one, or make two profiles."
`);
  });
});

describe('a profile that extends another', () => {
  const base = standard({
    '1.13': { 'access-key-rotation': { maxAgeDays: 90 } },
    '1.8': { 'password-length': { minLength: 14 } },
  });

  test('has all of its controls', () => {
    expect(resolve({}, base)).toEqual(
      resolveProfile(base, CATALOGUE).map((selection) => ({ ...selection, profile: 'house' })),
    );
    expect(resolve({ own: { 'root-mfa': {} } }, base).map(({ id }) => id)).toEqual([
      'access-key-rotation',
      'password-length',
      'root-mfa',
    ]);
  });

  test('may tighten a max by lowering it and a min by raising it, and serves both requirements', () => {
    const own = {
      'access-key-rotation': { maxAgeDays: 89 },
      'password-length': { minLength: 15 },
    };
    expect(
      resolve({ house: own, '1.13': { 'access-key-rotation': { maxAgeDays: 89 } } }, base),
    ).toMatchObject([
      { inputs: { maxAgeDays: 89 }, requirements: ['1.13', 'house'] },
      { inputs: { minLength: 15 }, requirements: ['1.8', 'house'] },
    ]);
  });

  test('inherits a limit that it does not set, not the default of the control', () => {
    const strict = standard({ a: { 'access-key-rotation': { maxAgeDays: 30 } } });
    expect(resolve({ b: { 'access-key-rotation': {} } }, strict)).toMatchObject([
      { inputs: { maxAgeDays: 30 }, requirements: ['a', 'b'] },
    ]);
  });

  test('may not loosen a max or a min, and both limits are named', () => {
    expect(problems({ x: { 'access-key-rotation': { maxAgeDays: 91 } } }, base)).toEqual([
      'Profile house, requirement x: maxAgeDays of control access-key-rotation is 91, looser than the 90 that it builds on, which may only be tightened. A class of users may loosen it where it says why.',
    ]);
    expect(problems({ x: { 'password-length': { minLength: 13 } } }, base)).toEqual([
      expect.stringContaining('minLength of control password-length is 13, looser than the 14'),
    ]);
  });

  test('may not loosen the default that the other left as it was', () => {
    const lax = standard({ a: { 'access-key-rotation': {} } });
    expect(problems({ b: { 'access-key-rotation': { maxAgeDays: 365 } } }, lax)).toHaveLength(1);
  });

  test('may not change what has no direction', () => {
    for (const input of [{ allowReuse: true }, { style: 'odd' }, { words: ['x', 'y'] }]) {
      expect(problems({ x: { 'password-length': input } }, base)).toHaveLength(1);
    }
    const counted = standard({ a: { count: { count: 5 } } });
    expect(problems({ x: { count: { count: 4 } } }, counted)).toHaveLength(1);
    expect(problems({ x: { count: { count: 5 } } }, counted)).toEqual([]);
  });

  describe('with an input that says which way is stricter', () => {
    const whole = { everybody: true, lax: false, machines: ['a', 'b'], allowed: ['a', 'b'] };
    const other = standard({ a: { 'user-mfa': whole } });
    const plain = standard({ a: { 'user-mfa': {} } });

    test.each<[string, Profile, Inputs]>([
      ['a boolean to its stricter value', plain, { everybody: true }],
      ['a boolean whose stricter value is false', plain, { lax: false }],
      ['a list by more', plain, { machines: ['b', 'c', 'a'] }],
      ['a list by fewer', plain, { allowed: ['b'] }],
      ['a list to none', plain, { allowed: [] }],
      ['nothing', other, whole],
    ])('may tighten %s', (_, base_, inputs) => {
      expect(resolve({ x: { 'user-mfa': inputs } }, base_)[0]?.inputs).toMatchObject(inputs);
    });

    test.each<[string, Inputs, string]>([
      [
        'a boolean',
        { everybody: false },
        'everybody of control user-mfa is false, looser than the true',
      ],
      [
        'a boolean that was false',
        { lax: true },
        'lax of control user-mfa is true, looser than the false',
      ],
      [
        'a list by fewer',
        { machines: ['a'] },
        'machines of control user-mfa is ["a"], looser than the ["a","b"]',
      ],
      ['a list by others', { machines: ['a', 'c'] }, 'is ["a","c"], looser than the ["a","b"]'],
      [
        'a list by more',
        { allowed: ['a', 'b', 'c'] },
        'is ["a","b","c"], looser than the ["a","b"]',
      ],
    ])('may not loosen %s, and both values are named', (_, inputs, why) => {
      expect(problems({ x: { 'user-mfa': inputs } }, other)).toEqual([
        expect.stringContaining(why),
      ]);
    });
  });

  test('may not loosen what its grandparent tightened', () => {
    const middle = profile({
      name: 'middle',
      title: 'Middle',
      extends: base,
      requirements: { m: { 'access-key-rotation': { maxAgeDays: 45 } } },
    });
    expect(problems({ x: { 'access-key-rotation': { maxAgeDays: 60 } } }, middle)).toEqual([
      expect.stringContaining('is 60, looser than the 45'),
    ]);
    expect(resolve({}, middle)[0]).toMatchObject({
      inputs: { maxAgeDays: 45 },
      requirements: ['1.13', 'm'],
    });
  });

  test('is refused for what is wrong with the other', () => {
    expect(problems({ x: { 'root-mfa': {} } }, standard({ a: { nothing: {} } }))).toEqual([
      expect.stringContaining('Profile standard, requirement a: there is no control "nothing".'),
    ]);
  });
});

describe('isProfile', () => {
  const valid = { name: 'x', title: 'X', requirements: { a: { 'root-mfa': {} } } };

  test('holds for a profile, also one that extends another', () => {
    expect(isProfile(valid)).toBe(true);
    expect(isProfile({ ...valid, extends: valid })).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [valid]],
    ['one without a name', { ...valid, name: undefined }],
    ['one without a title', { ...valid, title: 5 }],
    ['one without requirements', { ...valid, requirements: undefined }],
    ['requirements in a list', { ...valid, requirements: [] }],
    ['a requirement that is a list of ids', { ...valid, requirements: { a: ['root-mfa'] } }],
    ['a control without inputs', { ...valid, requirements: { a: { 'root-mfa': true } } }],
    ['one that extends a name', { ...valid, extends: 'y' }],
    ['one that extends what an import did not give', { ...valid, extends: undefined }],
    ['a misspelt field', { ...valid, requirments: {} }],
    ['one that extends something broken', { ...valid, extends: { ...valid, title: null } }],
  ])('does not hold for %s', (_, value) => {
    expect(isProfile(value)).toBe(false);
  });
});

describe('hint', () => {
  test('names the nearest word, where one is near, and then all', () => {
    expect(hint('roat-mfa', ['count', 'root-mfa'])).toBe(
      ' Did you mean "root-mfa"? Known: count, root-mfa.',
    );
    expect(hint('zebra', ['count', 'root-mfa'])).toBe(' Known: count, root-mfa.');
    expect(hint('zebra', [])).toBe(' Known: none.');
  });
});
