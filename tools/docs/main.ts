import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AuditResult } from '../../support/result';
import { apiPage } from './api/api-page';
import { doors } from './api/doors';
import { SNAPSHOT } from './compare/account';
import { comparePage } from './compare/page';
import { withSettings } from './settings-table';

// The catalogue is of the controls as they are shipped.
const { audit, dated }: typeof import('../../support/judge') = require('../../dist/judge');
const {
  loadNamed,
  makePlan,
  newRun,
  POLICY_DIR,
  policyPage,
  profileNames,
  takeSettings,
  waiversSchema,
  ownersSchema,
}: typeof import('../../support/run') = require('../../dist/run');

function generated(): ReadonlyMap<string, string> {
  const readme = join(POLICY_DIR, 'README.md');
  const owners = join(POLICY_DIR, 'profiles', 'owners.schema.json');
  const schema = join(POLICY_DIR, 'profiles', 'waivers.schema.json');
  return new Map([
    [readme, withSettings(readFileSync(readme, 'utf8'))],
    [join(POLICY_DIR, 'controls', 'README.md'), policyPage()],
    [join(POLICY_DIR, 'docs', 'api.md'), api()],
    [join(POLICY_DIR, 'docs', 'compare.md'), comparePage(judgeAccount)],
    [owners, `${JSON.stringify(ownersSchema(), null, 2)}\n`],
    [schema, `${JSON.stringify(waiversSchema(), null, 2)}\n`],
  ]);
}

function api(): string {
  return apiPage({
    root: POLICY_DIR,
    doors: doors(POLICY_DIR),
    matchers: join(POLICY_DIR, 'support', 'hosts', 'jest', 'matchers.ts'),
    profiles: new Map(profileNames().map((name) => [name, loadNamed(name).title])),
  });
}

/** As a live run of `npm test` does at the instant of the report. */
function judgeAccount(profile: string): AuditResult {
  const plan = makePlan(takeSettings({ IAMSPEC_PROFILE: profile }));
  const readAt = SNAPSHOT.generatedTime ?? 0;
  const loaded = dated(SNAPSHOT, readAt, undefined);
  return audit(plan, loaded, { identity: newRun(plan.settings), now: () => readAt });
}

// With `--check` it only says which are out of date.
function main(check: boolean): void {
  for (const [path, text] of generated()) {
    const name = relative(POLICY_DIR, path);
    if (!check) {
      writeFileSync(path, text);
      process.stdout.write(`wrote ${name}\n`);
    } else if (read(path) !== text) {
      process.stderr.write(`${name} is out of date: npm run docs\n`);
      process.exitCode = 1;
    }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

main(process.argv.includes('--check'));
