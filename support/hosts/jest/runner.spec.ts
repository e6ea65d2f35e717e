import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { auditCsv } from '../../../tools/testing/npm-test';
import { GOLDEN_AS_OF, GOLDEN_ROWS } from '../../oracle/golden-account';
import { ROOT_DIR } from '../../run';

// The others take the stock runner a minute: CI asks for them, by PARITY=all.
const OTHERS =
  process.env.PARITY === 'all'
    ? readdirSync(join(ROOT_DIR, 'profiles'))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => basename(file, '.ts'))
        .filter((profile) => profile !== 'all' && profile !== 'baseline')
    : [];

/** JUnit of the golden account under some profiles, without what differs between any two runs. */
async function goldenJunit(profiles: string, args: readonly string[]): Promise<readonly string[]> {
  const env = { IAMSPEC_PROFILE: profiles };
  const { xml } = await auditCsv(GOLDEN_ROWS, GOLDEN_AS_OF, { args, env });
  return xml.replaceAll(/ (?:time|timestamp)="[^"]*"/g, '').split('\n');
}

// Few at a time: on Node 20 each file that jest-circus runs slows those after it in the same process.
const GROUPS = OTHERS.flatMap((_, index) =>
  index % 3 === 0 ? [OTHERS.slice(index, index + 3).join()] : [],
);

test.each(['all,baseline', ...GROUPS])(
  'both runners write the same JUnit on the golden account, byte for byte: %s',
  async (profiles) => {
    const [ours, stock] = await Promise.all([
      goldenJunit(profiles, []),
      goldenJunit(profiles, ['--runner', 'jest-runner']),
    ]);
    expect(ours.length).toBeGreaterThan(2000);
    // Line by line, since a difference of two such texts takes minutes to show.
    const first = ours.findIndex((line, index) => line !== stock[index]);
    expect([first, ours[first], stock[first]]).toEqual([-1, undefined, undefined]);
    expect(stock).toHaveLength(ours.length);
  },
);
