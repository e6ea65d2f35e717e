import { realpathSync } from 'node:fs';
import { BundleError, BundleFiles, MANIFEST, type Manifest, readManifest } from '../../../bundle';
import { ExpectedError, type Instant } from '../../../report';
import { visible } from '../../../result';
import { findBundles } from './find-bundles';

/** A bundle by its manifest, of which no more is kept until it is judged. */
export interface ListedBundle {
  readonly path: string;
  readonly account: string;
  readonly runId: string;
  readonly asOf: Instant;
  /** The SHA-256 of its manifest, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * The bundles that directories stand for, by account and time, each run once. What cannot be listed is told to
 * `problems`, a sentence each.
 */
export async function listBundles(
  directories: readonly string[],
  problems: string[],
): Promise<readonly ListedBundle[]> {
  const runs = new Map<string, ListedBundle>();
  const paths = new Set<string>();
  for (const directory of directories) {
    try {
      for await (const named of findBundles(directory)) {
        if ('missing' in named) problems.push(visible(named.missing));
        else add(named.path, named.account);
      }
    } catch (error) {
      problems.push(problemOf(directory, error));
    }
  }
  return [...runs.values()].sort(
    (a, b) => compare(a.account, b.account) || a.asOf - b.asOf || compare(a.runId, b.runId),
  );

  function add(path: string, account: string | undefined): void {
    try {
      const real = realpathSync(path);
      if (paths.has(real)) return;
      paths.add(real);
      const bundle = listed(path, account);
      const key = JSON.stringify([bundle.account, bundle.runId]);
      const other = runs.get(key);
      if (!other) runs.set(key, bundle);
      else if (other.sha256 !== bundle.sha256) {
        throw new BundleError(
          `${path} and ${other.path} both say that they are run ${bundle.runId}, and are not the same.`,
        );
      }
    } catch (error) {
      problems.push(problemOf(path, error));
    }
  }
}

function listed(path: string, expected: string | undefined): ListedBundle {
  const files = new BundleFiles(path);
  const { account, report, run }: Manifest = readManifest(files);
  if (!account || !report) {
    throw new BundleError(`${path}: the run could read no report, so nobody can be judged.`);
  }
  if (expected !== undefined && account.id !== expected) {
    throw new BundleError(
      `${path} is of account ${account.id}, but the run of the organization says ${expected}.`,
    );
  }
  const sha256 = files.sha256(MANIFEST);
  return { path, account: account.id, runId: run.id, asOf: report.asOf, sha256 };
}

/** Why a bundle could not be judged, in one line that names it. Throws what is nobody's to mend. */
export function problemOf(path: string, error: unknown): string {
  const isExpected = error instanceof ExpectedError || isOfFiles(error);
  if (!isExpected || !(error instanceof Error)) throw error;
  const why = error.message
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
  return visible(why.startsWith(path) ? why : `${path}: ${why}`);
}

function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
