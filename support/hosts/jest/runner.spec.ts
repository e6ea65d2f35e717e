import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { auditCsv } from '../../../tools/testing/npm-test';
import { GOLDEN_AS_OF, GOLDEN_ROWS } from '../../oracle/golden-account';
import { ROOT_DIR } from '../../run';

// All profiles take the stock runner a minute: CI asks for them, by PARITY=all.
const PROFILES =
  process.env.PARITY === 'all'
    ? readdirSync(join(ROOT_DIR, 'profiles'))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => file.slice(0, -'.ts'.length))
    : ['all', 'baseline'];

/** JUnit of the golden account under all profiles, without what differs between any two runs. */
async function goldenJunit(args: readonly string[]): Promise<readonly string[]> {
  const env = { IAMSPEC_PROFILE: PROFILES.join(',') };
  const { xml } = await auditCsv(GOLDEN_ROWS, GOLDEN_AS_OF, { args, env });
  return xml.replaceAll(/ (?:time|timestamp)="[^"]*"/g, '').split('\n');
}

test('both runners write the same JUnit on the golden account, byte for byte', async () => {
  const [ours, stock] = await Promise.all([
    goldenJunit([]),
    goldenJunit(['--runner', 'jest-runner', '--maxWorkers=2']),
  ]);
  expect(ours.length).toBeGreaterThan(5000);
  // Line by line, since a difference of two such texts takes minutes to show.
  const first = ours.findIndex((line, index) => line !== stock[index]);
  expect([first, ours[first], stock[first]]).toEqual([-1, undefined, undefined]);
  expect(stock).toHaveLength(ours.length);
}, 120_000);
