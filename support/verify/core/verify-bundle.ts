import {
  BundleError,
  type BundleReader,
  fileProblems,
  type Manifest,
  readManifest,
} from '../../bundle';
import { VerdictsError } from '../../formats';
import { formatDuration, formatInstant, ReportError } from '../../report';
import { type AuditResult, countByStatus } from '../../result';
import type { Auditor, Checker } from './auditor';
import { changeProblems, excuseProblems } from './changes';
import { contradictions, futureTimes, longWaivers } from './contradictions';
import { otherFiles } from './own-files';
import { policyDifferences } from './policy-differences';
import { type Rebuilt, rebuild } from './rebuild';
import { countProblems, outcomeProblems, renderedProblems } from './rendered';
import {
  type CheckedSignature,
  type Findings,
  NOTHING,
  reserve,
  together,
  type Verification,
} from './verification';

/**
 * Checks a bundle that anybody may have made, whose signature was checked before anything else is read. Nothing
 * that it names is resolved, loaded or opened. Throws BundleError where its manifest is not
 * understood.
 */
export function verifyBundle(
  files: BundleReader,
  auditor: Auditor,
  { authenticated, ...signature }: CheckedSignature,
): Verification {
  const nothing = { manifest: undefined, counts: undefined, authenticated: false };
  if (signature.problems.length > 0) return { ...nothing, ...signature };
  const manifest = readManifest(files);
  const hashes = checkFiles(files, manifest);
  const isChanged = hashes.problems.length > 0;
  const known = { isChanged, ...codeOf(manifest, auditor.checker) };
  const content = checkContent(files, manifest, auditor, known);
  return {
    ...together([
      hashes,
      signature,
      { ...NOTHING, problems: contradictions(manifest) },
      checkClock(manifest, auditor),
      checkAsked(manifest, auditor),
      checkPolicy(manifest, auditor),
      checkPartial(manifest),
      content,
      auditor.secondOpinion ? otherMethod(files, manifest, auditor, known) : NOTHING,
    ]),
    manifest,
    counts: content.counts,
    authenticated,
  };
}

/** What was found before the content of a bundle is looked at. */
interface Known {
  /** Whether files are not those of the manifest. */
  readonly isChanged: boolean;
  /** Paths of policy files that differ here. */
  readonly others: readonly string[];
  readonly sameCode: boolean;
}

function codeOf(manifest: Manifest, checker: Checker): Omit<Known, 'isChanged'> {
  const others = otherFiles(manifest, checker);
  return { others, sameCode: checker.isOurs(manifest.tool) && others.length === 0 };
}

// Loaded where it is asked for.
function otherMethod(
  files: BundleReader,
  manifest: Manifest,
  { checker }: Auditor,
  { isChanged, sameCode }: Known,
): Findings {
  const { askSecond, unasked }: typeof import('./second-opinion') = require('./second-opinion');
  if (couldNotCheck(manifest)) return unasked('the run as a whole could not check');
  if (isChanged) return unasked('files of the bundle were changed');
  return askSecond(files, manifest, checker.entries, sameCode);
}

function checkFiles(files: BundleReader, manifest: Manifest): Findings {
  const problems = fileProblems(files, manifest);
  const count = Object.keys(manifest.files).length;
  const note = `${count} files have the SHA-256 that the manifest says.`;
  return { ...NOTHING, problems, notes: problems.length === 0 ? [note] : [] };
}

function checkClock(manifest: Manifest, { now }: Auditor): Findings {
  return reserve('other clock', futureTimes(manifest, now));
}

function checkAsked({ account, report }: Manifest, { account: asked, maxAge, now }: Auditor) {
  const texts = [
    ...(asked === undefined || account?.id === asked
      ? []
      : [
          `It is of ${account ? `account ${account.id}` : 'no account'}, not of ${asked} (--account).`,
        ]),
    ...(maxAge === undefined || (report && now - report.asOf <= maxAge)
      ? []
      : [
          `Its report is of ${report ? `${formatInstant(report.asOf)}, ${formatDuration(now - report.asOf)} ago` : 'no time'}; ` +
            `the limit is ${formatDuration(maxAge)} (--max-age).`,
        ]),
  ];
  return reserve('not asked for', texts);
}

function checkPolicy(manifest: Manifest, auditor: Auditor): Findings {
  // A run that could not check has judged nobody.
  const differences = couldNotCheck(manifest) ? [] : policyDifferences(manifest, auditor);
  return { ...reserve('other policy', differences), problems: longWaivers(manifest) };
}

function checkPartial({ controls }: Manifest): Findings {
  const left = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  if (left === 0) return NOTHING;
  return reserve('partial', [`A filter left ${left} verdicts out of the run.`]);
}

function couldNotCheck({ problems, report }: Manifest): boolean {
  return problems.length > 0 || !report;
}

function checkChanges(manifest: Manifest, result: AuditResult, { reference }: Auditor): Findings {
  if (couldNotCheck(manifest)) return NOTHING;
  const problems = [
    ...changeProblems(manifest, result),
    ...excuseProblems(manifest, result, reference),
  ];
  return { ...NOTHING, problems };
}

type Content = Findings & Pick<Verification, 'counts'>;

function checkContent(
  files: BundleReader,
  manifest: Manifest,
  auditor: Auditor,
  { isChanged, others, sameCode }: Known,
): Content {
  const { checker } = auditor;
  try {
    const rebuilt = rebuild(files, manifest, checker.entries, sameCode);
    const compared = couldNotCheck(manifest)
      ? unjudged(manifest, rebuilt)
      : judged(files, manifest, rebuilt, { checker, sameCode });
    const code = sameCode || couldNotCheck(manifest) ? NOTHING : otherCode(manifest, others);
    const counts = countByStatus(rebuilt.result.results.flatMap(({ verdicts }) => verdicts));
    const changes = checkChanges(manifest, rebuilt.result, auditor);
    return { ...together([compared, changes, checkOutcome(manifest, counts), code]), counts };
  } catch (error) {
    const ofTheBundle = [BundleError, ReportError, VerdictsError].some(
      (kind) => error instanceof kind,
    );
    if (!ofTheBundle || !(error instanceof Error)) throw error;
    if (isChanged && error instanceof BundleError) return { ...NOTHING, counts: undefined };
    const text = `it cannot be evaluated again: ${error.message}`;
    // What one version could read, another may refuse.
    const found = sameCode
      ? { ...NOTHING, problems: [text] }
      : together([otherCode(manifest, others), reserve('other verdicts', [text])]);
    return { ...found, counts: undefined };
  }
}

function judged(
  files: BundleReader,
  manifest: Manifest,
  { result, problems, differences, evaluated, unchecked, plain }: Rebuilt,
  { checker, sameCode }: { readonly checker: Checker; readonly sameCode: boolean },
): Findings {
  const isSame = problems.length === 0 && differences.length === 0;
  const notes = [
    `${evaluated} verdicts were evaluated again from the raw report${isSame ? ': all are the same' : ''}.`,
    ...(unchecked > 0 ? [`${unchecked} could not be checked then, and are as recorded.`] : []),
    ...(plain > 0 ? [`${plain} come from plain Jest files, and are as recorded.`] : []),
  ];
  if (!sameCode) {
    const counted = countProblems(files, manifest, result);
    const others = [...differences, ...outcomeProblems(files, manifest, result)];
    return together([
      reserve('other verdicts', others),
      { ...NOTHING, problems: [...problems, ...counted], notes },
    ]);
  }
  // Where verdicts are wrong, the other files follow them, or not: nothing to learn.
  const rendered = isSame ? renderedProblems(files, manifest, result, checker) : [];
  return { ...NOTHING, problems: [...problems, ...differences, ...rendered], notes };
}

function unjudged({ report }: Manifest, { problems }: Rebuilt): Findings {
  const why = report ? 'The run as a whole could not check' : 'The run could read no report';
  return { ...NOTHING, problems, notes: [`${why}: nothing to evaluate again.`] };
}

function checkOutcome(manifest: Manifest, counts: { readonly error: number }): Findings {
  const { exitCode, problems } = manifest;
  if (exitCode !== 2) {
    const text = `manifest.json: exitCode is ${exitCode}, though the run could not check.`;
    return { ...NOTHING, problems: couldNotCheck(manifest) ? [text] : [] };
  }
  const lines = problems.flatMap((problem) => problem.split('\n')).map((line) => line.trim());
  const nobody = counts.error === 0 ? ': it judged nothing, and some of it was not reviewed.' : '';
  const why = lines.length > 0 ? `: ${lines.join(' ')}` : nobody || ' everything.';
  return reserve('could not check', [`That run could not check${why}`]);
}

const SHOWN = 5;

function otherCode(
  { tool: { version, commit: made } }: Manifest,
  files: readonly string[],
): Findings {
  const by = `iamspec ${version}${made === undefined ? '' : `, commit ${made}`}`;
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '';
  const changed =
    files.length === 0 ? '' : ` It does not have this ${files.slice(0, SHOWN).join(', ')}${more}.`;
  const text =
    `Made by other code, ${by}: verdicts, counts and hashes were compared, but neither wording nor ` +
    `whether the other files follow from the verdicts.${changed}`;
  return reserve('other code', [text]);
}
