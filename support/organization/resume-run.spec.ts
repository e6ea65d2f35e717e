import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf, plannedAccount, temporaryDirectory } from '../../tools/testing/organization';
import { ConfigurationError } from '../control';
import { DAY } from '../report';
import { readManifest, writeManifest } from './manifest';
import { resumeRun } from './resume-run';
import { FILES, runsIn } from './run-files';

const directory = temporaryDirectory();
const manifest = manifestOf([], {
  listed: 2,
  accounts: [
    plannedAccount('1', { ou: { ids: ['r-1'], path: 'Root' }, tags: { a: 'b' }, email: 'a@b' }),
    plannedAccount('2', { state: undefined, profile: 'strict,house' }),
  ],
  excluded: [{ id: '000000000003', name: 'x', by: 'include' }],
  notes: ['a note'],
});
const { run } = manifest;
const resume = (which: string | true = true, options = manifest.options, now = run.startedAt) =>
  resumeRun(directory, which, { options, maxAge: DAY, now });

beforeEach(() => writeManifest(join(runsIn(directory), run.id), manifest));
afterEach(() => rmSync(runsIn(directory), { recursive: true }));

describe('the manifest', () => {
  test('is read as it was written', () => {
    expect(readManifest(join(runsIn(directory), run.id))).toEqual(manifest);
  });

  test.each([
    ['{', /There is no run to resume in .*JSON/],
    ['{}', /is not what a run wrote/],
    [JSON.stringify({ ...manifest, more: 1 }), /is not what a run wrote.*more/],
    [JSON.stringify({ ...manifest, accounts: [{ id: '1' }] }), /accounts\.0/],
  ])('%s is none', (text, why) => {
    writeFileSync(join(runsIn(directory), run.id, 'accounts.json'), text);
    expect(() => resume()).toThrow(ConfigurationError);
    expect(() => resume()).toThrow(why);
  });
});

describe('resumeRun', () => {
  test('takes the latest, or the one that is named', () => {
    const later = { ...manifest, run: { ...run, id: '2025-06-30T13-00-00Z-000000' } };
    writeManifest(join(runsIn(directory), later.run.id), later);
    expect(resume()).toEqual(later);
    expect(resume(run.id)).toEqual(manifest);
  });

  test('refuses to take an earlier run for the latest, which never began', () => {
    const later = join(runsIn(directory), '2025-06-30T13-00-00Z-000000');
    mkdirSync(later);
    writeFileSync(join(later, FILES.records), '');
    expect(() => resume()).toThrow(
      'The latest run, 2025-06-30T13-00-00Z-000000, never began, so there is nothing to resume. ' +
        `Start anew, or name an earlier run: --resume ${run.id}.`,
    );
    expect(resume(run.id)).toEqual(manifest);
  });

  test('passes over what is left of a resumption that was refused', () => {
    mkdirSync(join(runsIn(directory), '2025-06-30T13-00-00Z-000000'));
    expect(resume()).toEqual(manifest);
  });

  test('names every option that is not the same', () => {
    expect(() => resume(true, { role: 'other', units: 'Root' })).toThrow(
      `Run ${run.id} was started with role "audit", not "other". Resume it with the same, or start anew.\n` +
        `Run ${run.id} was started with units none, not "Root".`,
    );
  });

  test('refuses a run of which the reports may be too old', () => {
    expect(resume(true, manifest.options, run.startedAt + DAY)).toEqual(manifest);
    expect(() => resume(true, manifest.options, run.startedAt + DAY + 1)).toThrow(
      /was started at 2025-06-30T12:00:00Z, .* ago; the limit is .*IAMSPEC_MAX_REPORT_AGE/,
    );
  });

  test('says where there is none', () => {
    expect(() => resume('2020-01-01T00-00-00Z-abcdef')).toThrow(
      /There is no run to resume in .*2020/,
    );
    expect(() =>
      resumeRun(join(directory, 'x'), true, { options: {}, maxAge: DAY, now: 0 }),
    ).toThrow(/There is no run to resume/);
  });
});
