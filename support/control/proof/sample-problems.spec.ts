import { join } from 'node:path';
import { readCatalogue } from '../../run/catalogue';
import { accessKey, ago, DAY, type Sample, type Samples, SECOND } from '../samples/samples';
import { missingSamples } from './sample-problems';

const { entries } = readCatalogue(join(__dirname, '..', '..', '..', 'controls'));

function missing(id: string, samples: Samples): readonly string[] {
  const control = entries.find((entry) => entry.id === id)?.control;
  if (!control) throw new Error(`there is no control ${id}`);
  return missingSamples(control, samples);
}

const key = (age: number): Sample => ({
  why: `a key that was made ${age} ms ago`,
  users: { alice: accessKey(1, ago(age)) },
  verdicts: {},
});
const NOBODY: Sample = { why: 'nobody has any key', verdicts: {} };
const DATELESS: Sample = {
  why: 'a key without dates',
  users: { alice: accessKey(1, 'N/A') },
  verdicts: {},
};
const NO_PAIR = 'no pair of samples has maxAgeDays exactly and one step beyond, with both verdicts';

describe('the kinds of samples that a control needs', () => {
  test('are complete with the limit, one step beyond, no dates and nobody', () => {
    const samples = [key(90 * DAY), key(90 * DAY + SECOND), DATELESS, NOBODY];
    expect(missing('access-key-rotation', samples)).toEqual([]);
  });

  test('are all missing where there are no samples', () => {
    expect(missing('access-key-rotation', [])).toEqual([
      'no sample passes',
      'no sample fails',
      NO_PAIR,
      'no sample is of an account without any subject',
    ]);
    expect(missing('report-fresh', [])).toEqual([
      'no sample passes',
      'no sample fails',
      'no pair of samples has maxAgeHours exactly and one step beyond, with both verdicts',
      'no sample is an error because the reportAge was refused',
      'no sample is not reviewed because the reportAge is absent',
    ]);
  });

  test.each([
    ['only one of the two', [90 * DAY]],
    ['both on the same side', [90 * DAY, 90 * DAY - SECOND]],
    ['two steps beyond', [90 * DAY, 90 * DAY + 2 * SECOND]],
    ['one step to either side, but none on it', [90 * DAY - SECOND, 90 * DAY + SECOND]],
    ['a day beyond', [90 * DAY, 91 * DAY]],
  ])('hold no boundary with %s', (_, ages) => {
    const samples = [...ages.map(key), DATELESS, NOBODY];
    expect(missing('access-key-rotation', samples)).toEqual([NO_PAIR]);
  });

  test('hold no case of absent dates where each credential has one', () => {
    const samples = [key(90 * DAY), key(90 * DAY + SECOND), NOBODY];
    expect(missing('access-key-rotation', samples)).toEqual([
      'no sample has credentials without any date of creation or change',
    ]);
  });

  test('hold no reason in a word or two', () => {
    const samples = [key(90 * DAY), key(90 * DAY + SECOND), DATELESS, { ...NOBODY, why: 'case 1' }];
    expect(missing('access-key-rotation', samples)).toEqual([
      'a sample does not say why: "case 1"',
    ]);
  });
});
