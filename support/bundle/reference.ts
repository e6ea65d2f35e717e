import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigurationError } from '../control';
import { messageOf } from '../report';
import { bySubject, type EarlierRun, visible } from '../result';
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
    const run = earlierRun(glance, bundledVerdictBytes(files, manifest));
    const failures = new Map(run.failures);
    bySubject(failures);
    return { ...run, failures, isReference: true };
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    return refuse(path, messageOf(error));
  }
}

function refuse(path: string, why: string): never {
  throw new ConfigurationError([
    `IAMSPEC_SINCE is ${JSON.stringify(path)}, with which nothing can be compared: ${why}`,
  ]);
}

function refuseLink(path: string, directory: string): void {
  if (!lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const target = readlinkSync(directory);
  const run = isAbsolute(target) ? target : join(dirname(path), target);
  refuse(
    path,
    `it is a link, which can move by itself, so that what is new today is excused tomorrow. Name the directory ` +
      `of a run, such as ${JSON.stringify(run)}.`,
  );
}

function unfit({ account, report, exitCode, problems, controls }: Manifest): string[] {
  if (!account || !report) return ['the run could read no report.'];
  if (exitCode === 2) return [`the run could not check everything. ${problems.join(' ')}`.trim()];
  const left = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  return left > 0 ? [`a filter left ${left} verdicts out of the run.`] : [];
}
