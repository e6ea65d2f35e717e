import { LONGEST_WAIVER_DAYS } from '../control';
import { ConfigurationError } from '../control/configuration-error';
import { readWaivers } from './read-waivers';

const NOW = Date.UTC(2025, 5, 30, 12);
const CONTROLS = ['access-key-rotation', 'root-mfa'];

const FIELDS = {
  control: 'access-key-rotation',
  subject: 'alice / access key 1',
  reason: 'The appliance cannot exchange its key.',
  owner: 'storage@example.com',
  approvedBy: 'ciso@example.com',
  expires: '2025-12-31',
};

const END = Date.UTC(2026, 0, 1) - 1;

type Fields = Readonly<Record<string, string | undefined>>;

function yaml(...waivers: readonly Fields[]): string {
  return waivers
    .map((waiver) => {
      const fields = Object.entries({ ...FIELDS, ...waiver });
      const given = fields.filter(([, value]) => value !== undefined);
      return `-\n${given.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
    })
    .join('');
}

const read = (text: string) => readWaivers(text, 'waivers.yaml', CONTROLS, NOW);

function problems(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('a waivers file', () => {
  test.each(['reason', 'owner', 'approvedBy', 'ticket', 'subject'])(
    'whose %s shows nothing has none',
    (field) => {
      const found = problems(yaml({ [field]: '"\\u200b\\u3164 \\u00ad"' }));
      expect(found).toEqual([`waivers.yaml, waiver 1, field ${field}: it is empty.`]);
    },
  );

  test('is read, and each waiver holds to the end of its last day in UTC', () => {
    expect(read(yaml({ ticket: 'SEC-1' }))).toEqual([
      { ...FIELDS, ticket: 'SEC-1', expires: Date.UTC(2026, 0, 1) - 1 },
    ]);
  });

  test('may be empty, or hold comments alone', () => {
    expect(read('')).toEqual([]);
    expect(read('# nothing\n')).toEqual([]);
    expect(read('[]')).toEqual([]);
  });

  test('may name several subjects in one waiver, as a list or one on each line', () => {
    const [first, second] = ['alice / access key 1', 'bob / access key 2'];
    const one = (subject: string) => expect.objectContaining({ ...FIELDS, subject, expires: END });
    const list = yaml({ subject: undefined, subjects: `["${first}", ${second}]` });
    expect(read(list)).toEqual([one(first), one(second)]);
    const lines = yaml({ subject: undefined, subjects: `|\n    ${first}\n\n    ${second}  ` });
    expect(read(lines)).toEqual([one(first), one(second)]);
  });

  test.each([
    ['both a subject and subjects', { subjects: '[bob]' }, 'field subject: there are subjects as'],
    ['neither', { subject: undefined }, 'field subject: it is missing. Name one, or several'],
    ['an empty list', { subject: undefined, subjects: '[]' }, 'field subjects: it is empty'],
    ['an empty text', { subject: undefined, subjects: '""' }, 'field subjects: it is empty'],
    ['a blank item', { subject: undefined, subjects: '[" "]' }, 'field subjects.0: it is empty'],
    [
      'a number, which YAML takes it for',
      { subject: undefined, subjects: '[bob, 2023]' },
      'field subjects.1: expected a text, quote it, found 2023',
    ],
    [
      'a map',
      { subject: undefined, subjects: '{ bob: 1 }' },
      'field subjects: expected a list of subjects, or a text with one on each line, found {',
    ],
    [
      'what is no comment among lines',
      { subject: undefined, subjects: '|\n    alice\n    # bob' },
      'field subjects.1: it begins with "#", which is no comment here',
    ],
  ])('is refused for %s', (_, fields, message) => {
    const [first, ...others] = problems(yaml({}, { subject: 'carol', ...fields }));
    expect(first).toContain(`waivers.yaml, waiver 2, ${message}`);
    expect(others).toEqual([]);
  });

  test('is refused for a subject that stands twice, in one waiver or in two', () => {
    const several = yaml({ subject: undefined, subjects: '[alice, bob, alice]' });
    const twice = 'waivers.yaml, waiver 1 (access-key-rotation, alice): it stands twice. Keep one.';
    expect(problems(several)).toEqual([twice]);
    const other = yaml({ subject: 'bob' }, { subject: undefined, subjects: '[carol, bob]' });
    expect(problems(other)).toEqual([expect.stringMatching(/waiver 2 .*, bob\): it stands twice/)]);
  });

  test('says once what is wrong of all subjects of a waiver', () => {
    const several = { subject: undefined, subjects: '[alice, bob, carol]' };
    expect(problems(yaml({ ...several, control: 'x' }))).toHaveLength(1);
    expect(problems(yaml({ ...several, expires: '2030-01-01' }))).toHaveLength(1);
  });

  test('may also be JSON', () => {
    expect(read(JSON.stringify([FIELDS]))).toHaveLength(1);
  });

  test.each(Object.keys(FIELDS))('needs %s in each waiver', (field) => {
    expect(problems(yaml({ [field]: undefined }))).toEqual([
      expect.stringMatching(`^waivers.yaml, waiver 1, field ${field}: `),
    ]);
    expect(problems(yaml({ [field]: '" "' }))).toHaveLength(1);
  });

  test.each([
    [
      'a field that nobody knows',
      yaml({ expire: '2025-12-31' }),
      /waiver 1: there is no field "expire"\. Did you mean "expires"\? Known: control, .*, expires\.$/,
    ],
    ['no list', 'control: root-mfa', /the whole file: expected a list of waivers, found {/],
    ['a text', 'root-mfa', /the whole file: expected a list of waivers, found "root-mfa"\./],
    ['broken YAML', '- control: [', /not valid YAML/],
    ['a key that stands twice', `${yaml({})}  owner: x\n`, /not valid YAML/],
    [
      'a subject that YAML takes for a number',
      yaml({ subject: '2023' }),
      /field subject: expected a text, quote it, found 2023\./,
    ],
    [
      'a date that is none',
      yaml({ expires: '2025-02-30' }),
      /field expires: expected a day .*, found "2025-02-30"\./,
    ],
    ['a date with a time', yaml({ expires: '2025-12-31T00:00:00Z' }), /field expires/],
  ])('is refused for %s', (_, text, message) => {
    expect(problems(text)).toEqual([expect.stringMatching(message)]);
  });

  test('is refused for an unknown control, with the nearest one', () => {
    expect(problems(yaml({ control: 'access-key-rotatoin' }))).toEqual([
      'waivers.yaml, waiver 1 (access-key-rotatoin, alice / access key 1): there is no such control. ' +
        'Did you mean "access-key-rotation"? Known: access-key-rotation, root-mfa.',
    ]);
  });

  test('is refused for a second waiver of the same control and subject', () => {
    expect(problems(yaml({}, { reason: 'another' }))).toEqual([
      expect.stringMatching(/waiver 2 .* stands twice/),
    ]);
    expect(problems(yaml({}, { subject: 'bob / access key 1' }))).toEqual([]);
  });

  test('may reach 366 days ahead, and not a day further', () => {
    expect(LONGEST_WAIVER_DAYS).toBe(366);
    expect(problems(yaml({ expires: '2026-07-01' }))).toEqual([]);
    expect(problems(yaml({ expires: '2026-07-02' }))).toEqual([
      expect.stringMatching(/more than 366 days ahead/),
    ]);
  });

  test('may hold expired waivers: they change nothing but the text of the failure', () => {
    expect(problems(yaml({ expires: '2020-01-01' }))).toEqual([]);
  });

  test('lists everything that is wrong at once', () => {
    expect(problems(yaml({ control: 'x' }, { expires: '2030-01-01' }))).toHaveLength(2);
  });
});
