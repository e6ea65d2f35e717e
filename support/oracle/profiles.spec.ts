import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GOLDEN_AS_OF, GOLDEN_FACTS, GOLDEN_ROWS } from '../../tools/testing/golden-account';
import { bytes, csv } from '../../tools/testing/report';
import { evaluate, resolveProfile } from '../control';
import { sampleAccount } from '../local-iam';
import { type Facts, parseReport } from '../report';
import { readCatalogue } from '../run/catalogue';
import { loadProfile } from '../run/profiles';
import { secondOpinion } from './second-opinion';

const PROJECT = join(__dirname, '..', '..');
const { entries } = readCatalogue(join(PROJECT, 'controls'));
const names = readdirSync(join(PROJECT, 'profiles'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => basename(file, '.ts'));

const NOW = new Date('2026-11-21T02:13:25Z');
const sample = sampleAccount(NOW);
const tags: Facts = {
  userTags: {
    known: sample.users.map(({ userName, tags = {} }) => ({
      userName,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    })),
  },
};

const ACCOUNTS = [
  {
    name: 'golden',
    content: bytes(csv(GOLDEN_ROWS)),
    asOf: GOLDEN_AS_OF,
    facts: { userTags: { known: GOLDEN_FACTS.userTags } },
  },
  {
    name: 'demo',
    content: bytes(String(sample.report)),
    asOf: Date.parse(sample.generatedTime),
    facts: tags,
  },
];

describe.each(ACCOUNTS)('on the $name account', ({ content, asOf, facts }) => {
  const read = { instant: asOf, source: 'GeneratedTime' } as const;
  const report = parseReport({ content, caller: undefined, facts }, read);

  test.each([...names, '../docs/examples/house'])('the second opinion agrees under %s', (name) => {
    const path = name.startsWith('.') ? join(PROJECT, 'profiles', `${name}.ts`) : name;
    const selections = resolveProfile(loadProfile(path), entries);
    const verdicts = selections.flatMap(({ id: control, inputs, scope, control: judge }) =>
      (judge ? evaluate(judge, { inputs, scope }, report, []) : []).map(({ subject, status }) =>
        JSON.stringify({ profile: name, control, subject, status }),
      ),
    );
    const { differences, notCompared, judged, notJudged, total } = secondOpinion({
      report: content,
      facts: JSON.stringify(facts),
      verdicts: verdicts.join('\n'),
      asOf,
      isReadingTime: false,
      controls: selections.map((each) => ({ ...each, profile: name, notRun: 0 })),
    });
    expect({ differences, notCompared, total }).toEqual({
      differences: [],
      notCompared: [],
      total: verdicts.length,
    });
    const needing = selections.filter(({ control }) => control?.facts.length !== 0);
    expect(notJudged.map(({ id }) => id)).toEqual(needing.map(({ id }) => id));
    expect(judged).toBeGreaterThan(selections.length - needing.length - 1);
  });
});

test('all of its own profiles are among them', () => {
  expect(names.length).toBeGreaterThan(20);
});
