import fc from 'fast-check';
import { ConfigurationError } from '../configuration-error';
import { isProfile } from '../profile';
import { explainProfile } from '.';

const CONTROLS = { 'root-mfa': {} };
const valid = { name: 'x', title: 'X', requirements: { a: CONTROLS } };
const ofClass = (own: object) => ({
  ...valid,
  classes: { machine: { users: ['ci-*'], controls: CONTROLS, ...own } },
});

function problems(value: unknown): readonly string[] {
  try {
    explainProfile(value, 'house.ts');
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('explainProfile', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, ', its default export: it is missing.'],
    [
      'a text',
      'cis',
      ', its default export: expected the fields name, title, source, version, heldAgainst, extends, requirements, everyControl, notDecidable, classes, found "cis".',
    ],
    ['no title', { ...valid, title: undefined }, ', field title: it is missing.'],
    ['a blank title', { ...valid, title: ' ' }, ', field title: it is empty.'],
    [
      'a version that is a number, as YAML reads 7.0',
      { ...valid, version: 7 },
      ', field version: expected a text, quote it, found 7.',
    ],
    [
      'a day that the calendar lacks',
      { ...valid, heldAgainst: '2026-02-30' },
      ', field heldAgainst: expected a day of the calendar such as 2026-11-29, quote it, found "2026-02-30".',
    ],
    [
      'an instant in place of a day',
      { ...valid, heldAgainst: '2026-11-29T00:00:00Z' },
      ', field heldAgainst: expected a day of the calendar such as 2026-11-29, quote it, found "2026-11-29T00:00:00Z".',
    ],
    [
      'a misspelt field',
      { ...valid, requirments: {} },
      ': there is no field "requirments". Did you mean "requirements"? Known: name, title, source, version, heldAgainst, extends, requirements, everyControl, notDecidable, classes.',
    ],
    [
      'a requirement that is a list of ids',
      { ...valid, requirements: { '1.4': ['root-mfa'] } },
      `, field requirements.1.4: expected controls by id such as { 'root-mfa': {} }, found ["root-mfa"].`,
    ],
    [
      'a control without inputs',
      { ...valid, requirements: { a: { 'root-mfa': true } } },
      ', field requirements.a.root-mfa: expected inputs such as { maxAgeDays: 90 }, found true.',
    ],
    [
      'a misspelt field of a class',
      ofClass({ user: ['x'] }),
      ', field classes.machine: there is no field "user". Did you mean "users"? Known: users, loosens, controls.',
    ],
    [
      'one user of a class in place of a list',
      ofClass({ users: 'ci-*' }),
      ', field classes.machine.users: expected a list of names, paths or ARNs, found "ci-*".',
    ],
    [
      'a number among the users',
      ofClass({ users: ['ci-*', 5] }),
      ', field classes.machine.users.1: expected a text, quote it, found 5.',
    ],
    [
      'a class that loosens without a reason',
      ofClass({ loosens: true }),
      ', field classes.machine.loosens: expected a text, quote it, found true.',
    ],
    [
      'a fault of what it extends',
      { ...valid, extends: { ...valid, title: null } },
      ', field extends.title: expected a text, quote it, found null.',
    ],
  ])('%s', (_, value, problem) => {
    expect(isProfile(value)).toBe(false);
    expect(problems(value)).toEqual([`Profile house.ts${problem}`]);
  });

  test('takes a day of the calendar, one of a leap year too', () => {
    for (const heldAgainst of ['2026-11-29', '2028-02-29']) {
      expect(isProfile({ ...valid, version: '5.2.0', heldAgainst })).toBe(true);
      expect(problems({ ...valid, version: '5.2.0', heldAgainst })).toEqual([]);
    }
  });

  test('names everything that is wrong at once', () => {
    expect(problems({ ...ofClass({ users: 5 }), name: '' })).toHaveLength(2);
  });
});

const text = fc.oneof(
  { weight: 20, arbitrary: fc.constant('x') },
  fc.constantFrom('', ' ', '\u200b'),
);
const odd = fc.constantFrom<unknown>(undefined, null, 5, true, [], {}, 'x', ['x'], [5]);
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd });
const named = <T>(value: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom('a', 'root-mfa'), value, { noNullPrototype: true });
const controls = mostly(named(mostly(named(odd))));
const part = fc.option(fc.constantFrom('user', 'nmae'), { nil: undefined, freq: 20 });
const class_ = fc
  .record(
    { users: mostly(fc.array(mostly(text))), loosens: mostly(text), controls },
    { requiredKeys: ['users'] },
  )
  .chain((fields) => part.map((name) => (name === undefined ? fields : { ...fields, [name]: 1 })));
const profile: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  profile: fc.record(
    {
      name: mostly(text),
      title: mostly(text),
      source: mostly(text),
      version: mostly(text),
      heldAgainst: mostly(fc.constantFrom('2026-11-29', '2028-02-29', '2026-02-29', '29.11.2026')),
      extends: fc.oneof({ depthSize: 'small' }, fc.constant(valid), tie('profile'), odd),
      requirements: mostly(named(controls)),
      notDecidable: mostly(named(mostly(text))),
      classes: mostly(named(mostly(class_))),
    },
    { requiredKeys: ['name', 'title', 'requirements'] },
  ),
})).profile;

test('there is a problem exactly where it is no profile', () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.oneof(profile, odd), (value) => {
      const is = isProfile(value);
      if (is) sound++;
      expect(problems(value).length === 0).toBe(is);
    }),
    { numRuns: 2000 },
  );
  expect(sound).toBeGreaterThan(20);
});
