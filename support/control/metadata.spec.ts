import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '../run/catalogue';
import { type Control, compile } from './control';
import { idProblems, metadataProblems } from './metadata';

const DIRECTORY = join(__dirname, '..', '..', 'controls');

const { entries } = readCatalogue(DIRECTORY);

test('there are controls, and each file declares the one that it is named after', () => {
  expect(entries.length).toBeGreaterThanOrEqual(33);
  expect(entries.flatMap(({ problem }) => problem ?? [])).toEqual([]);
});

test('no two controls have the same title', () => {
  const titles = entries.map(({ control }) => control?.title);
  expect(new Set(titles).size).toBe(entries.length);
});

describe.each(entries)('$id', ({ control, file }) => {
  test('says of itself what style demands', () => {
    expect(control && metadataProblems(control)).toEqual([]);
  });

  test('has 40 lines at most', () => {
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test('imports nothing but the declaration, criteria and the model', () => {
    const imported = [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)];
    const paths = imported.map(([, path = '']) => path);
    expect(paths.filter((path) => !/^iamspec(?:\/criteria)?$/.test(path))).toEqual([]);
  });
});

test('samples import what samples need, and nothing else', () => {
  const files = readdirSync(DIRECTORY).filter((file) => file.endsWith('.samples.ts'));
  const imported = files.flatMap((file) => {
    const source = readFileSync(join(DIRECTORY, file), 'utf8');
    return [...source.matchAll(/from '([^']+)'/g)].map(([, path]) => path);
  });
  expect([...new Set(imported)]).toEqual(['iamspec/samples']);
});

/** What plain JavaScript, which no compiler checks, could give. */
const untyped = (value: unknown) => value as never;

const SOUND: Control = compile({
  id: 'badge-worn',
  title: 'Badges are worn',
  severity: 'low',
  nist: ['PE-2', 'PE-2(1)'],
  rationale: 'People are known by them.',
  remediation: 'Have one made: badges make --user-name <user> --badge <id> ...',
  inputs: { maxAgeDays: 1, minSize: 2, places: [], visible: false, colour: 'red' },
  stricter: { places: 'fewer', visible: true },
  subjects: (report) => report.users,
  check: () => ({ passed: true, measured: 0, limit: 0, reason: '-' }),
});

describe('the rules of metadata', () => {
  test('accept a sound control', () => {
    expect(metadataProblems(SOUND)).toEqual([]);
  });

  test.each([
    'Badge-worn',
    'badge_worn',
    'badge-worn-90',
    'badge--worn',
    '-badge',
    'badge-',
    '',
    '../badge',
    'cis-badge',
    'badge-pci',
    'badge-control',
  ])('refuse the id "%s"', (id) => {
    expect(idProblems(id)).not.toEqual([]);
  });

  test.each<[Partial<Control>, RegExp]>([
    [{ title: '' }, /title is empty/],
    [{ title: 'x'.repeat(101) }, /title has 101 characters, of at most 100/],
    [{ title: 'Badges are worn for 90 days' }, /no digits/],
    [{ title: 'Ensure badges are worn' }, /not what to do/],
    [{ title: 'Check that badges are worn' }, /not what to do/],
    [{ title: 'verify badges' }, /not what to do/],
    [{ title: 'Badges should be worn' }, /not what to do/],
    [{ title: 'Badges are worn.' }, /full stop/],
    [{ title: 'TODO: badges' }, /title is not written yet/],
    [{ rationale: ' ' }, /rationale is empty/],
    [{ rationale: 'x'.repeat(401) }, /of at most 400/],
    [{ remediation: '' }, /remediation is empty/],
    [{ remediation: 'aws iam --user-name <name>' }, /has <name>, but only <user>/],
    [{ remediation: `aws iam --user-name \${user}` }, /but only <user>/],
    [{ remediation: 'aws iam --user-name $USER' }, /has \$USER, but only <user>/],
    [{ nist: ['AC-2(1)', 'ac-3'] }, /nist has "ac-3"/],
    [{ nist: ['AC-2.1'] }, /nist has "AC-2.1"/],
    [{ nist: ['ZZ-2'] }, /nist has "ZZ-2"/],
    [{ nist: ['AC-2', 'AC-2'] }, /twice/],
    [{ steps: untyped(['delete keys']) }, /steps has "delete keys".*Known: deactivate unused keys/],
    [{ steps: ['delete user', 'delete user'] }, /steps names a step twice/],
    [{ ages: { title: '', noun: 'a', since: 'b', inclusive: true } }, /title of ages is empty/],
    [{ inputs: { ageDays: 90 } }, /input ageDays must be named/],
    [{ inputs: { maxUsers: ['alice'] } }, /input maxUsers must not be named/],
    [{ stricter: { visible: true } }, /stricter must say which way places is: more or fewer/],
    [{ stricter: { places: 'more' } }, /stricter must say which way visible is: true or false/],
    [{ stricter: { ...SOUND.stricter, places: true } }, /which way places is: more or fewer/],
    [{ stricter: { ...SOUND.stricter, minSize: true } }, /which way minSize is: undefined/],
    [
      { stricter: { ...SOUND.stricter, nothing: true } },
      /stricter names nothing, which is no input/,
    ],
  ])('refuse %j', (change, problem) => {
    expect(metadataProblems({ ...SOUND, ...change }).join('\n')).toMatch(problem);
  });
});
