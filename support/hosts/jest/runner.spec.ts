import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GOLDEN_AS_OF, GOLDEN_ROWS } from '../../../tools/testing/golden-account';
import { auditCsv } from '../../../tools/testing/npm-test';
import { POLICY_DIR } from '../../run';

// The others take the stock runner a minute: CI asks for them, by PARITY=all.
const OTHERS =
  process.env.PARITY === 'all'
    ? readdirSync(join(POLICY_DIR, 'profiles'))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => basename(file, '.ts'))
        .filter((profile) => profile !== 'all' && profile !== 'baseline')
    : [];

/** These two have every control, and are run on every user. */
const EVERY = 'all,baseline';
const SOME_ROWS = GOLDEN_ROWS.filter((_, index) => index === 0 || index % 3 === 1);

/** JUnit of the golden account under some profiles, without what differs between any two runs. */
async function goldenJunit(profiles: string, args: readonly string[]): Promise<readonly string[]> {
  const env = { IAMSPEC_PROFILE: profiles };
  const rows = profiles === EVERY ? GOLDEN_ROWS : SOME_ROWS;
  const { xml } = await auditCsv(rows, GOLDEN_AS_OF, { args, env });
  return xml.replaceAll(/ (?:time|timestamp)="[^"]*"/g, '').split('\n');
}

// Few at a time: on Node 20 each file that jest-circus runs slows those after it in the same process.
const GROUPS = OTHERS.flatMap((_, index) =>
  index % 3 === 0 ? [OTHERS.slice(index, index + 3).join()] : [],
);

test.each([EVERY, ...GROUPS])(
  'both runners write the same JUnit on the golden account, byte for byte: %s',
  async (profiles) => {
    const [ours, stock] = await Promise.all([
      goldenJunit(profiles, []),
      goldenJunit(profiles, ['--runner', 'jest-runner']),
    ]);
    expect(ours.length).toBeGreaterThan(700);
    // Line by line, since a difference of two such texts takes minutes to show.
    const first = ours.findIndex((line, index) => line !== stock[index]);
    expect([first, ours[first], stock[first]]).toEqual([-1, undefined, undefined]);
    expect(stock).toHaveLength(ours.length);
  },
);
