import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readCatalogue } from '../../run/catalogue';
import type { Control } from '../control';
import { judgeSample, missingSamples, statusAtLimit, statuses } from '../proof/sample-problems';
import type { Samples } from './samples';

const DIRECTORY = join(__dirname, '..', '..', '..', 'controls');

const CONTROLS = readCatalogue(DIRECTORY).entries.flatMap(({ control }) => control ?? []);

const CATALOGUE = CONTROLS.map((control) => ({
  id: control.id,
  control,
  samples: load(control.id),
}));

function load(id: string): Samples {
  const { samples }: { samples: Samples } = require(join(DIRECTORY, `${id}.samples`));
  return samples;
}

/** `<sample> <subject>` of each failure that a control finds at its defaults among some samples. */
function failuresOf(control: Control, samples: Samples): ReadonlySet<string> {
  const found = samples.flatMap((sample, index) =>
    judgeSample(control, sample, {})
      .filter(({ status }) => status === 'failed')
      .map(({ subject }) => `${index} ${subject}`),
  );
  return new Set(found);
}

test('every control has samples, and all samples belong to a control', () => {
  const files = readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' });
  const plain = new Set(
    readCatalogue(DIRECTORY).plainTests.map((file) => relative(DIRECTORY, file)),
  );
  const ids = (end: string) =>
    files
      .filter((file) => file.endsWith(end) && !plain.has(file))
      .map((file) => file.slice(0, -end.length));
  expect(CONTROLS.length).toBeGreaterThanOrEqual(33);
  expect(ids('.samples.ts').sort()).toEqual(ids('.test.ts').sort());
  expect(CONTROLS.map(({ id }) => id).sort()).toEqual(ids('.test.ts').sort());
});

describe.each(CATALOGUE)('$id', ({ control, samples }) => {
  test('has samples of every kind', () => {
    expect(missingSamples(control, samples)).toEqual([]);
  });

  test.each(samples)('$why', (sample) => {
    expect(statuses(judgeSample(control, sample))).toEqual(sample.verdicts);
  });

  // One rule may contain another: who has a root key has a root credential too. But of any two, one
  // fails somebody whom the other does not, or it is a copy.
  test('fails others than each control before it in the alphabet', () => {
    const before = CATALOGUE.filter(({ id }) => id < control.id);
    const twins = before.filter((other) => {
      const both = [...samples, ...other.samples];
      return isDeepStrictEqual(failuresOf(control, both), failuresOf(other.control, both));
    });
    expect(twins.map(({ id }) => id)).toEqual([]);
  });

  test('says in its chart of ages on which side exactly the limit is', () => {
    const [limit = ''] = Object.keys(control.inputs);
    const within = control.ages && statusAtLimit(control, samples, limit) === 'passed';
    expect(control.ages?.inclusive).toBe(within);
  });

  test('says what is wrong, and how to mend it', () => {
    const failures = samples.flatMap((sample) =>
      judgeSample(control, sample)
        .filter(({ status }) => status === 'failed')
        .map(({ reason, fix }) => ({ why: sample.why, reason, fix })),
    );
    const texts = failures.map(({ why, reason }) => `${why}\n  ${reason}`);
    expect([...texts, `Fix: ${failures[0]?.fix}`].join('\n')).toMatchSnapshot();
  });
});
