import { messageOf } from '../report';
import { bySubject, type RecordedFailures, subjectPair } from '../result';
import type { BundleFiles } from './bundle-files';
import { BundleError } from './bundle-reader';
import type { Manifest } from './manifest-schema';
import { bundledVerdictBytes } from './read-bundle';

/**
 * What failed and what was waived in a run, as its bundle recorded it. Throws BundleError where the
 * verdicts are not those that the manifest means and counts.
 */
export function bundledFailures(bundle: BundleFiles, manifest: Manifest): RecordedFailures {
  const bytes = bundledVerdictBytes(bundle, manifest);
  const failed = recorded(bytes, 'failed', bundle, manifest);
  const waived = recorded(bytes, 'waived', bundle, manifest);
  return { failed: failed.pairs, waived: waived.pairs, plain: failed.plain };
}

function recorded(
  bytes: Buffer,
  status: 'failed' | 'waived',
  { directory }: BundleFiles,
  { controls }: Manifest,
) {
  const { failedLines }: typeof import('../formats') = require('../formats');
  const lines = [...failedLines(bytes, status)];
  const counted = controls.reduce((sum, { counts }) => sum + (counts[status] ?? 0), 0);
  if (lines.length !== counted) {
    throw new BundleError(
      `${directory}: its verdicts hold ${lines.length} that are ${status}, but its manifest counts ${counted}.`,
    );
  }
  const named = [...namesIn(lines, directory)];
  const ofControls = named.filter(({ profile }) => profile !== null);
  const pairs = new Set(ofControls.map(({ control, subject }) => subjectPair(control, subject)));
  return { pairs, plain: named.length - ofControls.length };
}

function namesIn(lines: Parameters<typeof bySubject>[0], directory: string) {
  try {
    return bySubject(lines).values();
  } catch (error) {
    throw new BundleError(`${directory}: its verdicts cannot be read: ${messageOf(error)}.`);
  }
}
