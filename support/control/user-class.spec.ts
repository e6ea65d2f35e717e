import {
  accessKey,
  ago,
  csv,
  parseCsv,
  password,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { compile } from './control';
import { rotatedWithin } from './criteria';
import { evaluate } from './evaluate';
import type { ClassDeclaration, Profile } from './profile';
import { resolveProfile } from './resolve-profile';

const DAY = 86_400_000;

const ROTATION = compile({
  id: 'access-key-rotation',
  title: 'Keys are young',
  severity: 'medium',
  nist: [],
  rationale: '',
  remediation: '',
  inputs: { maxAgeDays: 90 },
  subjects: (report) => report.activeAccessKeys,
  check: (key, { inputs, asOf }) => rotatedWithin(key, inputs.maxAgeDays, asOf),
});
const CATALOGUE = [{ id: ROTATION.id, control: ROTATION, problem: undefined }];

const OLD = accessKey(1, ago(100 * DAY));
const REPORT = parseCsv(
  csv([
    rootRow(),
    userRow('alice', OLD),
    userRow('ci-build', OLD),
    userRow('db', { ...OLD, arn: 'arn:aws:iam::111122223333:user/service/db' }),
    userRow('zoe', password(ago(DAY))),
  ]),
);

type Classes = NonNullable<Profile['classes']>;
const ROTATED: Profile['requirements'] = { keys: { 'access-key-rotation': { maxAgeDays: 90 } } };

function select(classes: Classes, requirements = ROTATED) {
  return resolveProfile({ name: 'house', title: 'House', requirements, classes }, CATALOGUE);
}

function verdicts(classes: Classes, requirements = ROTATED) {
  return select(classes, requirements).flatMap((selection) =>
    evaluate(ROTATION, selection, REPORT, []),
  );
}

function statuses(classes: Classes, requirements = ROTATED) {
  return verdicts(classes, requirements).map((verdict) => [
    verdict.subject,
    verdict.status,
    verdict.class,
  ]);
}

const YEAR = { 'access-key-rotation': { maxAgeDays: 365 } };
const MACHINE: ClassDeclaration = {
  users: ['ci-*', '/service/*'],
  loosens: 'Machines rotate with each release.',
  controls: YEAR,
};

describe('a class of users', () => {
  test('has a limit of its own, and the others keep theirs', () => {
    expect(statuses({ machine: MACHINE })).toEqual([
      ['alice / access key 1', 'failed', undefined],
      ['ci-build / access key 1', 'passed', 'machine'],
      ['db / access key 1', 'passed', 'machine'],
      ['zoe', 'notApplicable', undefined],
    ]);
  });

  test('shows class, limit and reason in the verdict', () => {
    expect(verdicts({ machine: MACHINE })[1]).toMatchObject({
      limit: 365,
      reason: expect.stringMatching(
        /is 365 days or less\. Limit of class machine: Machines rotate with each release\.$/,
      ),
    });
  });

  test('is the first that matches', () => {
    const strict = { users: ['ci-build'], controls: { 'access-key-rotation': { maxAgeDays: 7 } } };
    const key = 'ci-build / access key 1';
    expect(statuses({ strict, machine: MACHINE })[1]).toEqual([key, 'failed', 'strict']);
    expect(statuses({ machine: MACHINE, strict })[1]).toEqual([key, 'passed', 'machine']);
  });

  test('without a limit of its own shields its users from later classes', () => {
    const human = { users: ['ci-build'], controls: {} };
    expect(statuses({ human, machine: MACHINE })[1]).toEqual([
      'ci-build / access key 1',
      'failed',
      'human',
    ]);
  });

  test('can have a control that nobody else has', () => {
    expect(statuses({ machine: { users: ['/service/*'], controls: YEAR } }, {})).toEqual([
      ['db / access key 1', 'passed', 'machine'],
      ['alice', 'notApplicable', undefined],
      ['ci-build', 'notApplicable', undefined],
      ['zoe', 'notApplicable', undefined],
    ]);
  });

  test('may not loosen a limit without a reason', () => {
    expect(() => select({ machine: { users: ['ci-*'], controls: YEAR } })).toThrow(
      'Profile house, class machine: maxAgeDays of control access-key-rotation is 365, looser than the 90',
    );
  });

  test('may tighten a limit without one', () => {
    const controls = { 'access-key-rotation': { maxAgeDays: 30 } };
    const [alice] = statuses({ human: { users: ['ali*'], controls } });
    expect(alice).toEqual(['alice / access key 1', 'failed', 'human']);
  });

  test('may not name an unknown control or input', () => {
    const users = ['x'];
    expect(() => select({ a: { users, controls: { 'acces-key': {} } } })).toThrow('no control');
    const controls = { 'access-key-rotation': { maxAge: 1 } };
    expect(() => select({ a: { users, controls } })).toThrow('no input "maxAge"');
  });

  test('of the profile that is extended stays, and may not be redefined', () => {
    const base = { name: 'base', title: 'Base', requirements: ROTATED, classes: { m: MACHINE } };
    const house = { name: 'house', title: 'House', extends: base, requirements: {} };
    const [selection] = resolveProfile(house, CATALOGUE);
    expect(selection?.scope.classes).toMatchObject([{ name: 'm', inputs: { maxAgeDays: 365 } }]);
    expect(() => resolveProfile({ ...house, classes: { m: MACHINE } }, CATALOGUE)).toThrow(
      'class m is one of the profile that it extends',
    );
  });
});

describe('what classes may not hide', () => {
  test('an overlay that puts a class of its own before a stricter one of its base', () => {
    const people = { users: ['*'], controls: { 'access-key-rotation': { maxAgeDays: 30 } } };
    const base = { name: 'base', title: 'Base', requirements: {}, classes: { people } };
    const loose = { users: ['alice'], controls: { 'access-key-rotation': { maxAgeDays: 9999 } } };
    const house = { name: 'h', title: 'H', extends: base, requirements: {}, classes: { loose } };
    const [selection] = resolveProfile(house, CATALOGUE);
    expect(evaluate(ROTATION, selection ?? { inputs: {} }, REPORT, [])[0]).toMatchObject({
      subject: 'alice / access key 1',
      status: 'failed',
      class: 'people',
    });
  });

  test('a control about root that only a class selects', () => {
    const rootControl = compile({
      ...ROTATION,
      inputs: {},
      subjects: (report) => [report.root],
      check: () => ({ passed: true, measured: 0, limit: 0, reason: '' }),
    });
    const classes = [{ name: 'all', users: ['*'], inputs: {}, loosens: undefined }];
    const [verdict] = evaluate(
      rootControl,
      { inputs: {}, scope: { everybody: false, classes } },
      REPORT,
      [],
    );
    expect(verdict).toMatchObject({ status: 'error', reason: expect.stringContaining('no class') });
  });
});
