import { type BundleFiles, fileProblems, type Manifest } from '../bundle';
import { ConfigurationError } from '../control';
import type { AuditResult } from '../result';
import type { Catalogue } from '../run';
import { checkerOf } from './checker';
import { changeProblems } from './core/changes';
import { contradictions } from './core/contradictions';
import { otherFiles } from './core/own-files';
import { rebuild } from './core/rebuild';
import { countProblems, outcomeProblems } from './core/rendered';

/** A result as a run recorded it, and what its reader is to know. */
export interface RecordedResult {
  readonly result: AuditResult;
  readonly remarks: readonly string[];
}

const SHOWN = 5;

/**
 * The result of a run from its bundle, as it was recorded. Throws ConfigurationError where a file was
 * changed, or where the verdicts are not those of the raw report: other code may only judge otherwise.
 */
export function recordedResult(
  files: BundleFiles,
  manifest: Manifest,
  catalogue: Catalogue,
): RecordedResult {
  const checker = checkerOf(catalogue);
  const sameCode = checker.isOurs(manifest.tool) && otherFiles(manifest, checker).length === 0;
  const changed = fileProblems(files, manifest);
  if (changed.length > 0) refuse(files, changed);
  const { result, problems, differences, plain } = rebuild(
    files,
    manifest,
    catalogue.entries,
    sameCode,
  );
  const wrong = [
    ...contradictions(manifest),
    ...problems,
    ...(sameCode ? [...differences, ...outcomeProblems(files, manifest, result)] : []),
    ...countProblems(files, manifest, result),
    ...changeProblems(manifest, result),
  ];
  if (wrong.length > 0) refuse(files, wrong);
  const others =
    `${differences.length} verdicts are as other code recorded them (${manifest.tool.version}); ` +
    'iamspec verify tells where this one differs.';
  const recorded = `${plain} verdicts come from plain Jest files, and are as recorded.`;
  const remarks = [...(differences.length > 0 ? [others] : []), ...(plain > 0 ? [recorded] : [])];
  return { result, remarks };
}

function refuse({ directory }: BundleFiles, problems: readonly string[]): never {
  const more = problems.length - SHOWN;
  throw new ConfigurationError([
    ...problems.slice(0, SHOWN).map((problem) => `${directory}: ${problem}`),
    ...(more > 0 ? [`and ${more} more: iamspec verify ${directory}`] : []),
  ]);
}
