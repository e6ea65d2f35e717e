import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { AuditResult, TrendPoint } from '../result';
import type { Content } from './blocks';
import { derivedFiles } from './derived-files';
import { gzipped } from './gzip';
import { type BundledFile, MANIFEST, manifest } from './manifest';
import { ownDirectory } from './own-directory';
import { withPrevious } from './previous-run';
import { writeNewFile } from './private-file';
import { SIGNATURE, sign } from './signature';
import { readTrend } from './trend';

const NO_ACCOUNT = 'no-account';

/** Writes `<root>/<account>/<run>/` whole or not at all, for its owner only; `key`: Ed25519. */
export function writeBundle(root: string, given: AuditResult, key?: string): string {
  const account = ownDirectory(root, given.audited?.report.accountId ?? NO_ACCOUNT);
  const result = withPrevious(given, account);
  const directory = join(account, result.run.id);
  const aside = join(account, `.${result.run.id}.${randomUUID()}`);
  mkdirSync(aside, { mode: 0o700 });
  try {
    const trend = readTrend(account, result);
    const files = contents(result, trend).map(([name, content]) => writeFile(aside, name, content));
    const text = manifest(result, files, trend);
    writeFile(aside, MANIFEST, text);
    if (key !== undefined) writeFile(aside, SIGNATURE, sign(text, key));
    replace(aside, directory);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
  return directory;
}

function replace(aside: string, directory: string): void {
  const former = `${aside}.former`;
  if (existsSync(directory)) renameSync(directory, former);
  renameSync(aside, directory);
  rmSync(former, { recursive: true, force: true });
}

type Contents = readonly (readonly [name: string, content: Content])[];

function contents(result: AuditResult, trend: readonly TrendPoint[]): Contents {
  const { audited } = result;
  const derived = derivedFiles(result, trend).map(
    ({ name, content, isZipped }): Contents[number] =>
      isZipped ? [`${name}.gz`, gzipped(content)] : [name, content],
  );
  if (!audited) return derived;
  const { content, facts } = audited.snapshot;
  return [
    ['report.csv', content],
    ['facts.json', `${JSON.stringify(facts, null, 2)}\n`],
    ...derived,
  ];
}

function writeFile(directory: string, name: string, content: Content): BundledFile {
  const hash = createHash('sha256');
  let bytes = 0;
  writeNewFile(join(directory, name), content, (block) => {
    hash.update(block);
    bytes += block.length;
  });
  return { name, sha256: hash.digest('hex'), bytes };
}

/** The link to the bundle of the latest complete run. */
export const LATEST = 'latest';

/** The link to the bundle of whatever ran last. */
export const LAST_RUN = 'last-run';

/** Where `<root>/latest` points, relative to root. */
export function latestOf(root: string): string | undefined {
  try {
    return readlinkSync(join(root, LATEST));
  } catch {
    return undefined;
  }
}

/** Makes `<root>/last-run` point at a bundle, and copies its JUnit to `<root>/junit.xml` for CI. */
export function publishLast(root: string, directory: string): void {
  point(join(root, LAST_RUN), relative(root, directory));
  const copy = join(root, `.junit.${randomUUID()}.xml`);
  copyFileSync(join(directory, 'junit.xml'), copy);
  renameSync(copy, join(root, 'junit.xml'));
}

/** Makes `<root>/latest` point at the bundle of a complete run. */
export function publishLatest(root: string, directory: string): void {
  point(join(root, LATEST), relative(root, directory));
}

/** Undoes `publishLatest` of a run that turned out incomplete; `former`: `latestOf` before it. */
export function withdrawLatest(root: string, directory: string, former: string | undefined): void {
  if (latestOf(root) !== relative(root, directory)) return;
  if (former === undefined) unlinkSync(join(root, LATEST));
  else point(join(root, LATEST), former);
}

function point(link: string, target: string): void {
  const aside = join(dirname(link), `.${basename(link)}.${randomUUID()}`);
  symlinkSync(target, aside, 'dir');
  renameSync(aside, link);
}
