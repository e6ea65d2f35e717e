import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  manifestOf,
  orgAccount,
  organizationOptions,
  organizationRecord,
  temporaryDirectory,
} from '../../tools/testing/organization';
import { auditedReport, auditResult } from '../../tools/testing/result';
import { DAY } from '../report';
import { sumUpOrganization } from '../result/organization-result';
import { writeManifest } from './manifest';
import { bundleRecorder } from './record-bundle';
import { resumeRun } from './resume-run';
import { FILES } from './run-files';
import { lockRun } from './run-lock';
import { appendRecord } from './run-log';
import { runOrganization } from './run-organization';
import { writeSummary } from './write-summary';

const home = temporaryDirectory();
const { run, ...manifest } = manifestOf(['1']);

let reports: string;
let organization: string;
let elsewhere: string;
let made = 0;
beforeEach(() => {
  const own = join(home, String(++made));
  [reports, elsewhere] = [join(own, 'reports'), join(own, 'elsewhere')];
  organization = join(reports, 'organization');
  for (const each of [reports, elsewhere]) mkdirSync(each, { recursive: true });
});

describe('a link in the place of a directory of ours is not followed', () => {
  test.each([['organization'], ['organization/runs'], ['organization/accounts']])(
    'reports/%s: the run is refused, and nothing is written or removed elsewhere',
    async (name) => {
      writeFileSync(join(elsewhere, FILES.junit), 'former');
      if (name !== 'organization') mkdirSync(organization);
      symlinkSync(elsewhere, join(reports, name));
      await expect(runOrganization(organizationOptions(organization))).rejects.toThrow(
        /is a link to .*elsewhere, but evidence is to go there.*IAMSPEC_REPORTS_DIR/,
      );
      expect(readdirSync(elsewhere)).toEqual([FILES.junit]);
      expect(readFileSync(join(elsewhere, FILES.junit), 'utf8')).toBe('former');
    },
  );

  test('that of an account: no bundle is written there', async () => {
    const { writeBundle } = await import('../bundle/bundle');
    const accounts = join(organization, 'accounts');
    mkdirSync(accounts, { recursive: true });
    const record = bundleRecorder(accounts, join(organization, 'runs', run.id), (root, result) =>
      writeBundle(root, result),
    );
    for (const [id, result] of [
      ['111122223333', auditResult({ audited: auditedReport() })],
      ['000000000001', auditResult({ audited: undefined })],
    ] as const) {
      symlinkSync(elsewhere, join(accounts, id));
      await expect(record(orgAccount(id), result)).rejects.toThrow(/is a link to .*elsewhere/);
    }
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe('a run that is resumed is one of ours', () => {
  const resume = (which: string) =>
    resumeRun(organization, which, {
      options: manifest.options,
      maxAge: DAY,
      now: run.startedAt,
    });
  const own = () => join(organization, 'runs', run.id);

  test.each<[string, string, () => void, RegExp]>([
    [
      'its directory is a link',
      run.id,
      () => {
        mkdirSync(join(organization, 'runs'), { recursive: true });
        writeManifest(elsewhere, { run, ...manifest });
        symlinkSync(elsewhere, own());
      },
      /There is no run to resume in .* that is called/,
    ],
    [
      'its name leads elsewhere',
      '../../../elsewhere',
      () => writeManifest(elsewhere, { run, ...manifest }),
      /There is no run to resume in .* that is called/,
    ],
    [
      'its manifest names another directory',
      run.id,
      () => writeManifest(own(), { run: { ...run, id: '../../../elsewhere' }, ...manifest }),
      /says that it is "\.\.\/\.\.\/\.\.\/elsewhere"/,
    ],
    [
      'its log is a link',
      run.id,
      () => {
        writeManifest(own(), { run, ...manifest });
        symlinkSync(join(elsewhere, 'log'), join(own(), FILES.records));
      },
      /organization\.ndjson is no regular file/,
    ],
    [
      'its manifest is a pipe that nobody writes to',
      run.id,
      () => {
        mkdirSync(own(), { recursive: true });
        expect(spawnSync('mkfifo', [join(own(), 'accounts.json')]).status).toBe(0);
      },
      /accounts\.json is no regular file/,
    ],
  ])('refused where %s', (_, which, make, said) => {
    make();
    expect(() => resume(which)).toThrow(said);
  });

  test('its lock is waited for by nobody where it is a pipe', () => {
    mkdirSync(own(), { recursive: true });
    expect(spawnSync('mkfifo', [join(own(), 'lock')]).status).toBe(0);
    lockRun(own())();
    expect(readdirSync(own())).toEqual([]);
  });

  test('its log names evidence of others: that is not read', () => {
    mkdirSync(own(), { recursive: true });
    const secret = '<testsuites name="secret"><testsuite name="secret"/></testsuites>';
    writeFileSync(join(elsewhere, 'junit.xml'), secret);
    mkdirSync(join(organization, 'accounts'));
    symlinkSync(elsewhere, join(organization, 'accounts', '000000000002'));
    const named = ['../../../../elsewhere/junit.xml', '../../accounts/000000000002/junit.xml'];
    const records = named.map((junit, index) =>
      organizationRecord(String(index + 1), { junit, bundle: join(junit, '..'), status: 'failed' }),
    );
    for (const record of records) appendRecord(join(own(), FILES.records), record);
    const set = manifestOf(['1', '2']);
    writeSummary(own(), sumUpOrganization(set, records, []));
    expect(readFileSync(join(own(), FILES.junit), 'utf8')).not.toContain('secret');
  });
});

afterAll(() => rmSync(home, { recursive: true, force: true }));
