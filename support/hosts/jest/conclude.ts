import { existsSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  type FoundRun,
  LAST_RUN,
  LATEST,
  latestOf,
  publishLast,
  publishLatest,
  withChanges,
  withdrawLatest,
  withPredecessor,
  withPrevious,
  writeBundle,
  writePrivateFile,
} from '../../bundle';
import { junit, summary } from '../../formats';
import { type AuditResult, type ControlResult, type Policy, sumUp } from '../../result';
import { newRun, type Plan, readKey } from '../../run';
import { columnsOf, isQuiet, messageOf, showsColors, write } from '../output';
import { tellGitHub } from './github';
import { forgetLast, junitPath } from './reports-directory';
import type { AuditRun } from './run';
/** The problem of a run that selected nothing. */
export const NOTHING_CHECKED = 'nothing was checked: no control or test matches the arguments.';
/** Sums up, writes the evidence and shows the summary; again where something came later. No evidence is exit 2. */
export function conclude(
  { plan, audited, identity = newRun(plan.settings), formerLatest, ...known }: Concluded,
  results: readonly ControlResult[],
  problems: readonly string[],
  output: NodeJS.WriteStream,
): AuditResult {
  const { settings } = plan;
  const inTheWay = forgetLast(settings);
  const told = [...problems, ...inTheWay.filter((each) => !problems.join('\n').includes(each))];
  const summed = sumUp(plan, identity, { audited, results, problems: told });
  let result = linked(summed, settings, known);
  let evidence: readonly string[] | undefined;
  try {
    if (inTheWay.length === 0) evidence = writeEvidence(result, settings, formerLatest);
  } catch (error) {
    // What cannot be proved afterwards has not passed.
    const problem = `the evidence could not be written: ${messageOf(error)}`;
    result = sumUp(plan, identity, { audited, results, problems: [...told, problem] });
  }
  evidence ??= junitIfPossible(result, settings);
  const shown = evidence.map((path) => relative(process.cwd(), path));
  const colors = showsColors(output);
  const latest = isComplete(result) ? undefined : latestIn(settings);
  const bundle = settings.evidence === 'bundle' ? bundleOf(result, settings) : undefined;
  const drawn = { colors, width: columnsOf(output), quiet: isQuiet() };
  write(output, summary(result, { ...drawn, evidence: shown, bundle, latest }), colors);
  tellGitHub(result, process.env, output);
  return result;
}

type Concluded = Pick<AuditRun, 'audited' | 'identity' | 'formerLatest' | 'predecessor'> & {
  readonly earlier?: FoundRun | undefined;
  readonly plan: Policy & Pick<Plan, 'settings'>;
};

// The run to compare with, and the one before, which need not be complete.
function linked(
  result: AuditResult,
  { reportsDir, evidence }: Plan['settings'],
  { earlier, predecessor }: Pick<Concluded, 'earlier' | 'predecessor'>,
): AuditResult {
  const compared = earlier ? withChanges(result, earlier) : result;
  const account = compared.audited?.report.accountId;
  if (evidence === 'junit' || account === undefined) return compared;
  if (predecessor) return withPredecessor(compared, predecessor);
  return withPrevious(compared, join(resolve(reportsDir), account), earlier?.earlier);
}

function isComplete({ exitCode, results }: AuditResult): boolean {
  return exitCode !== 2 && results.every(({ notRun }) => notRun === 0);
}

// By the link that leads to it, which is short enough to be typed.
function bundleOf(result: AuditResult, { reportsDir }: Plan['settings']): string {
  const link = join(resolve(reportsDir), isComplete(result) ? LATEST : LAST_RUN);
  return relative(process.cwd(), link);
}

// Anything but a link to a bundle is not one.
function latestIn({ reportsDir }: Plan['settings']): string | undefined {
  const root = resolve(reportsDir);
  const latest = join(root, LATEST);
  if (latestOf(root) === undefined || !existsSync(join(latest, 'manifest.json'))) return undefined;
  return relative(process.cwd(), realpathSync(latest));
}

function writeEvidence(
  result: AuditResult,
  settings: Plan['settings'],
  formerLatest: string | undefined,
): readonly string[] {
  if (settings.evidence === 'junit') return writeJunit(result, settings);
  const root = resolve(settings.reportsDir);
  const directory = writeBundle(root, result, readKey(settings.sign));
  publishLast(root, directory);
  if (isComplete(result)) publishLatest(root, directory);
  else withdrawLatest(root, directory, formerLatest);
  return [junitPath(settings), join(directory, 'index.html')];
}

function writeJunit(result: AuditResult, settings: Plan['settings']): readonly string[] {
  const path = junitPath(settings);
  writePrivateFile(path, junit(result));
  return [path];
}

// CI reads JUnit, whatever else could not be written.
function junitIfPossible(result: AuditResult, settings: Plan['settings']): readonly string[] {
  try {
    return writeJunit(result, settings);
  } catch {
    return [];
  }
}
