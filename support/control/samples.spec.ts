import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCatalogue } from '../audit/catalogue';
import type { Control, Inputs } from './control';
import { judgeSample, missingSamples, statusAtLimit, statuses } from './sample-problems';
import type { Sample, Samples } from './samples';

const DIRECTORY = join(__dirname, '..', '..', 'controls');

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

// By default this control allows no user, so that each of them would fail for being there.
const OTHER_INPUTS: Readonly<Record<string, Inputs>> = { 'users-allowed': { allowedUsers: ['*'] } };

/** Which other controls fail a subject that fails here, by their defaults. */
function failingToo(control: Control, sample: Sample): readonly string[] {
  const failing = Object.keys(sample.verdicts).filter((key) => sample.verdicts[key] === 'failed');
  return CONTROLS.filter((other) => {
    if (other.id === control.id) return false;
    const found = statuses(judgeSample(other, sample, OTHER_INPUTS[other.id] ?? {}));
    return failing.some((subject) => found[subject] === 'failed');
  }).map(({ id }) => id);
}

function fails({ verdicts }: Sample): boolean {
  return Object.values(verdicts).includes('failed');
}

test('every control has samples, all samples belong to a control, and there are plenty', () => {
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

  test.each(samples.filter((sample) => sample.alsoFails || fails(sample)))(
    'fails for its own reason alone: $why',
    (sample) => {
      expect(failingToo(control, sample)).toEqual(sample.alsoFails ?? []);
    },
  );

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
