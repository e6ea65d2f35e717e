import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import { asff } from '../formats/asff';
import { type CheckedRun, type CheckedVerdict, checkedGenerators } from './publish-generators';
import { readFindings } from './publish-security-hub';

const control = (id: string, notRun = 0, profile?: string) => ({ id, notRun, profile });
const judged = (id: string, status: string, profile: string | null = null): CheckedVerdict => ({
  profile,
  control: id,
  status,
});
const run = (controls: CheckedRun['controls'], changes: Partial<CheckedRun> = {}): CheckedRun => ({
  exitCode: 1,
  problems: [],
  controls,
  ...changes,
});

test.each(['passed', 'failed', 'waived', 'notApplicable'])('%s is checked', (status) => {
  expect(checkedGenerators(run([control('a')]), [judged('a', status)])).toEqual(['iamspec/-/a']);
});

test.each<[string, CheckedRun, readonly CheckedVerdict[]]>([
  ['a verdict was left out', run([control('a', 1)]), [judged('a', 'passed')]],
  ['one could not be checked', run([control('a')]), [judged('a', 'passed'), judged('a', 'error')]],
  [
    'one was not reviewed',
    run([control('a')]),
    [judged('a', 'passed'), judged('a', 'notReviewed')],
  ],
  ['a status is none that is known', run([control('a')]), [judged('a', 'skipped')]],
  ['it gave no verdict', run([control('a')]), [judged('a-2', 'passed')]],
  ['the manifest does not name it', run([]), [judged('a', 'passed')]],
  ['the run ended with 2', run([control('a')], { exitCode: 2 }), [judged('a', 'passed')]],
  ['the run has problems', run([control('a')], { problems: ['x'] }), [judged('a', 'passed')]],
])('not where %s', (_, given, verdicts) => {
  expect(checkedGenerators(given, verdicts)).toEqual([]);
});

test('each control of each profile by itself', () => {
  const controls = [
    control('key-age', 0, 'cis'),
    control('key-age-2', 0, 'cis'),
    control('key-age', 3, 'house'),
  ];
  const verdicts = [
    judged('key-age', 'failed', 'cis'),
    judged('key-age-2', 'notReviewed', 'cis'),
    judged('key-age', 'passed', 'house'),
  ];
  expect(checkedGenerators(run(controls), verdicts)).toEqual(['iamspec/cis/key-age']);
});

test('names them as the findings do', () => {
  const results = [
    controlResult('key-age', 'high', [verdict('alice', 'failed', 'old')]),
    controlResult('plain', 'low', [verdict('works', 'passed', 'yes')], { profile: undefined }),
  ];
  const text = [...asff(auditResult({ results }))].join('');
  const verdicts = [judged('key-age', 'failed', 'house'), judged('plain', 'passed')];
  expect(checkedGenerators(run(results), verdicts)).toEqual(
    readFindings(text).map(({ GeneratorId }) => GeneratorId),
  );
});
