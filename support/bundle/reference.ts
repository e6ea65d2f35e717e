import { lstatSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../control';
import { messageOf } from '../report';
import { bySubject, controlKey, type EarlierRun, failureKey, visible } from '../result';
import { BundleFiles } from './bundle-files';
import { earlierRun } from './earlier-run';
import { MANIFEST } from './manifest';
import type { Manifest } from './manifest-schema';
import { bundledVerdictBytes, fileProblems, readManifest } from './read-bundle';
import { parseStrictJson } from './strict-json';

/**
 * The run that IAMSPEC_SINCE names, whole and as it was written. Throws ConfigurationError where it is not, or where
 * `path` is a link, such as `reports/latest`: it would move to a run that excuses what is new.
 */
export function readReference(path: string): EarlierRun {
  const directory = resolve(path);
  refuseLink(path, directory);
  try {
    const files = new BundleFiles(directory);
    const manifest = readManifest(files);
    const problems = [...fileProblems(files, manifest), ...unfit(manifest)];
    if (problems.length > 0) return refuse(path, problems.map(visible).join(' '));
    const glance = {
      manifest: parseStrictJson(files.text(MANIFEST)),
      sha256: files.sha256(MANIFEST),
    };
    const bytes = bundledVerdictBytes(files, manifest);
    const run = earlierRun(glance, bytes);
    const failures = new Map(run.failures);
    bySubject(failures);
    const reasons = new Map(reasonsIn(bytes));
    return { ...run, failures, reasons, isReference: true };
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    return refuse(path, messageOf(error));
  }
}

function* reasonsIn(verdicts: Buffer): Generator<readonly [key: string, reason: string]> {
  const { parseVerdictsNdjson }: typeof import('../formats') = require('../formats');
  for (const record of parseVerdictsNdjson(verdicts.toString('utf8'))) {
    if (record.status !== 'failed') continue;
    yield [failureKey(controlKey(record.profile, record.control), record), record.reason];
  }
}

function refuse(path: string, why: string): never {
  throw new ConfigurationError([
    `IAMSPEC_SINCE is ${JSON.stringify(path)}, with which nothing can be compared: ${why}`,
  ]);
}

function refuseLink(path: string, directory: string): void {
  if (!partsOf(directory).some(isLink)) return;
  refuse(
    path,
    `it is a link, which can move by itself, so that what is new today is excused tomorrow. Name the directory ` +
      'of the run whose failures were accepted, and let it stay.',
  );
}

// Of what lies above the working directory, links are the machine's own.
function partsOf(directory: string): readonly string[] {
  const steps = relative(process.cwd(), directory).split(sep);
  if (steps[0] === '..' || isAbsolute(steps[0] ?? '')) return [directory];
  return steps.map((_, at) => join(process.cwd(), ...steps.slice(0, at + 1)));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function unfit({ account, report, exitCode, problems, controls }: Manifest): string[] {
  if (!account || !report) return ['the run could read no report.'];
  if (exitCode === 2) return [`the run could not check everything. ${problems.join(' ')}`.trim()];
  const left = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  return left > 0 ? [`a filter left ${left} verdicts out of the run.`] : [];
}
