import { control } from '../../tools/testing/page';
import { auditResult } from '../../tools/testing/result';
import type { Status } from '../control';
import type { ControlResult } from './audit-result';
import { coverage } from './coverage';

describe('a requirement', () => {
  const stateOf = (...results: readonly ControlResult[]) =>
    coverage(auditResult({ results }))[0]?.requirements.map(({ id, state }) => `${id} ${state}`);
  const serving = (list: readonly Status[], notRun = 0) =>
    control(list, { requirements: ['1.9'], notRun });

  test.each<[state: string, ...results: readonly ControlResult[]]>([
    ['passed', serving(['passed', 'notApplicable'])],
    ['failed', serving(['passed']), serving(['failed', 'notReviewed'])],
    ['error', serving(['failed']), serving(['error'])],
    ['notRun', serving(['passed'], 1)],
    ['notRun', serving([], 5)],
    ['notReviewed', serving(['passed', 'waived']), serving(['notReviewed'])],
    ['waived', serving(['passed', 'waived'])],
    ['notApplicable', serving(['notApplicable'])],
  ])('is %s by the worst that is said of it', (state, ...results) => {
    expect(stateOf(...results)).toEqual([`1.9 ${state}`]);
  });

  test('of which a report can decide a part has a state, and why the rest is left', () => {
    const notDecidable = { '1.9': 'Why.' };
    const profiles = [{ name: 'house', title: '', source: undefined, notDecidable }];
    const [house] = coverage(auditResult({ profiles, results: [serving(['passed'])] }));
    expect(house?.requirements).toMatchObject([{ id: '1.9', state: 'passed', why: 'Why.' }]);
  });

  test('that no report can decide is among the others, in the order in which people count', () => {
    const profiles = [
      {
        name: 'house',
        title: '',
        source: undefined,
        notDecidable: { '1.10': 'Why.', '1.2': 'Why.' },
      },
    ];
    const [house] = coverage(auditResult({ profiles, results: [serving(['passed'])] }));
    expect(house?.requirements.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '1.2 notDecidable',
      '1.9 passed',
      '1.10 notDecidable',
    ]);
  });
});
