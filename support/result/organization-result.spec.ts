import { manifestOf, organizationRecord } from '../../tools/testing/organization';
import type { OrganizationRecord } from './organization-record';
import { sumUpOrganization } from './organization-result';

const failed = (id: string, counts: OrganizationRecord['failed'], name = `account-${id}`) =>
  organizationRecord(id, {
    name,
    status: 'failed',
    exitCode: 1,
    failed: counts,
    controls: [
      { profile: 'house', control: 'key-age', severity: 'high', counts: { failed: 3, passed: 1 } },
    ],
  });
const broken = (id: string) =>
  organizationRecord(id, {
    status: 'error',
    exitCode: 2,
    reason: 'refused',
    source: undefined,
    controls: [{ profile: 'house', control: 'key-age', counts: { error: 1 } }],
  });
const skipped = (id: string) =>
  organizationRecord(id, { status: 'skipped', source: undefined, controls: [] });

const sumUp = (ids: string[], records: OrganizationRecord[], problems: string[] = []) =>
  sumUpOrganization(manifestOf(ids), records, problems);

describe('the exit code', () => {
  test.each<[string, OrganizationRecord[], number]>([
    ['all passed', [organizationRecord('1'), organizationRecord('2')], 0],
    ['one passed, one cannot be entered', [organizationRecord('1'), skipped('2')], 0],
    ['one failed', [organizationRecord('1'), failed('2', { high: 1 })], 1],
    ['one could not be checked', [broken('1'), failed('2', { high: 1 })], 2],
    ['nobody was checked', [skipped('1'), skipped('2')], 2],
    ['one is not reported', [organizationRecord('1')], 2],
    ['none is reported', [], 2],
    [
      'one is reported that was not planned',
      ['1', '2', '3'].map((id) => organizationRecord(id)),
      2,
    ],
    ['one is reported twice', ['1', '2', '2'].map((id) => organizationRecord(id)), 2],
  ])('%s', (_, records, exitCode) => {
    expect(sumUp(['1', '2'], records).exitCode).toBe(exitCode);
  });

  test.each<[string, Partial<OrganizationRecord>, RegExp]>([
    ['is of another run', { run: 'other' }, /its record is of another run, other\./],
    ['contradicts itself', { exitCode: 1 }, /its record says passed, but exit code 1\./],
    ['names no control', { controls: [] }, /its record says passed, but names no control\./],
  ])('a record that %s is a problem', (_, overrides, why) => {
    const { exitCode, problems } = sumUp(['1'], [organizationRecord('1', overrides)]);
    expect(exitCode).toBe(2);
    expect(problems).toEqual([expect.stringMatching(why)]);
  });

  test('a repeated audit of the same run is none', () => {
    const { run } = organizationRecord('1');
    expect(sumUp(['1'], [organizationRecord('1', { run: `${run}.2` })]).problems).toEqual([]);
  });

  test('accounts that are listed, but neither to be reported nor excluded, are a problem', () => {
    const manifest = manifestOf(['1'], { listed: 3 });
    expect(sumUpOrganization(manifest, [organizationRecord('1')], [])).toMatchObject({
      exitCode: 2,
      problems: ['3 accounts were listed, but 1 were to be reported and 0 excluded.'],
    });
  });

  test('a problem of the run outweighs all', () => {
    expect(sumUp(['1'], [organizationRecord('1')], ['interrupted'])).toMatchObject({
      exitCode: 2,
      problems: ['interrupted'],
    });
  });
});

describe('the summary', () => {
  test('accounts for every account', () => {
    const { unreported, problems, counts } = sumUp(['1', '2', '3'], [organizationRecord('2')]);
    expect(unreported.map(({ name }) => name)).toEqual(['account-1', 'account-3']);
    expect(problems).toEqual(['Only 1 of 3 accounts were reported. Resume the run for the rest.']);
    expect(counts).toEqual({ passed: 1, failed: 0, error: 0, skipped: 0 });
  });

  test('lists what could not be checked, then the worst, by severity before number', () => {
    const { accounts } = sumUp(
      ['1', '2', '3', '4', '5', '6', '7'],
      [
        skipped('1'),
        organizationRecord('2'),
        failed('3', { medium: 50, low: 9 }),
        failed('4', { high: 1 }),
        failed('5', { critical: 1 }),
        failed('6', { high: 1, medium: 1 }),
        broken('7'),
      ],
    );
    expect(accounts.map(({ account }) => Number(account))).toEqual([7, 5, 6, 4, 3, 2, 1]);
  });

  test('adds up each control, the verdicts, the severities and the sources', () => {
    const result = sumUp(
      ['1', '2', '3'],
      [failed('1', { high: 3 }), broken('2'), { ...organizationRecord('3'), source: 'DEMO' }],
    );
    expect(result.controls).toEqual([
      {
        profile: 'house',
        control: 'key-age',
        severity: 'high',
        counts: { passed: 3, failed: 3, error: 1, waived: 0, notApplicable: 0, notReviewed: 0 },
        accounts: 3,
        accountsFailed: 1,
        accountsError: 1,
      },
    ]);
    expect(result.verdicts).toEqual(result.controls[0]?.counts);
    expect(result.failed).toEqual({ low: 0, medium: 0, high: 3, critical: 0 });
    expect(result.sources).toEqual({ live: 1, DEMO: 1 });
  });

  test('a control is one for each profile, the worst first', () => {
    const controls: OrganizationRecord['controls'] = [
      { profile: 'a', control: 'y', severity: 'low', counts: { failed: 1 } },
      { profile: 'a', control: 'x', severity: 'low', counts: { passed: 1 } },
      { profile: 'b', control: 'x', severity: 'low', counts: { passed: 1 } },
      { profile: 'a', control: 'z', severity: 'critical', counts: { passed: 1 } },
    ];
    const names = sumUp(['1'], [organizationRecord('1', { controls })]).controls.map(
      ({ profile, control }) => `${profile} ${control}`,
    );
    expect(names).toEqual(['a z', 'a y', 'a x', 'b x']);
  });
});
