import { realpathSync, statSync } from 'node:fs';
import type { BundleFiles, Manifest } from '../bundle';
import { ConfigurationError } from '../control';
import { namesIn } from './profiles';

/** A bundle that is audited again. */
export interface OpenBundle {
  readonly files: BundleFiles;
  readonly manifest: Manifest;
}

/** Tells whether what IAMSPEC_REPORT names is an evidence bundle. */
export function isBundle(report: string | undefined): report is string {
  if (report === undefined || report === '-') return false;
  return statSync(report, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Opens the bundle that IAMSPEC_REPORT names.
 *
 * @returns undefined where that is no bundle
 * @throws BundleError where its manifest is not understood
 */
export function openBundle(report: string | undefined): OpenBundle | undefined {
  if (!isBundle(report)) return undefined;
  // What reads manifests takes its time to load.
  const { BundleFiles }: typeof import('../bundle') = require('../bundle');
  const { readManifest }: typeof import('../bundle') = require('../bundle');
  const files = new BundleFiles(report);
  return { files, manifest: readManifest(files) };
}

/**
 * The names of the profiles that a bundle was judged under. They are data of whoever made it: only
 * what lies in the directory of named profiles can be meant.
 *
 * @param directory where the named profiles lie
 * @throws ConfigurationError where one of them is not there
 */
export function bundleProfiles(
  { files, manifest }: OpenBundle,
  directory: string,
): readonly string[] {
  const known = namesIn(directory);
  const names = manifest.profiles.map(({ name }) => name);
  const strange = names.filter((name) => !known.includes(name));
  if (names.length > 0 && strange.length === 0) return names;
  const found =
    strange.length > 0 ? strange.map((name) => JSON.stringify(name)).join(', ') : 'none';
  throw new ConfigurationError([
    `${files.directory} was judged under a profile that does not come with iamspec: ${found}. Name ` +
      'the one to judge it under: IAMSPEC_PROFILE or --profile.',
  ]);
}

/**
 * The directory or file that a path stands for: `latest` is another one once a run has begun.
 *
 * @param report the value of IAMSPEC_REPORT
 */
export function followed(report: string | undefined): string | undefined {
  try {
    return report === undefined || report === '-' ? report : realpathSync(report);
  } catch {
    return report;
  }
}
