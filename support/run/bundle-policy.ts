import { realpathSync, statSync } from 'node:fs';
import type { BundleFiles, Manifest } from '../bundle';
import { ConfigurationError } from '../control';
import { profileNames } from './profiles';

/** A bundle that is audited again. */
export interface OpenBundle {
  readonly files: BundleFiles;
  readonly manifest: Manifest;
}

/** Whether IAMSPEC_REPORT names a bundle. */
export function isBundle(report: string | undefined): report is string {
  if (report === undefined || report === '-') return false;
  return statSync(report, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Only if IAMSPEC_REPORT names a bundle; throws BundleError where it is not understood. */
export function openBundle(report: string | undefined): OpenBundle | undefined {
  if (!isBundle(report)) return undefined;
  const { BundleFiles }: typeof import('../bundle') = require('../bundle');
  const { readManifest }: typeof import('../bundle') = require('../bundle');
  const files = new BundleFiles(report);
  return { files, manifest: readManifest(files) };
}

/** Whoever made the bundle chose the names: throws ConfigurationError for any other. */
export function bundleProfiles({ files, manifest }: OpenBundle): readonly string[] {
  const known = profileNames();
  const names = manifest.profiles.map(({ name }) => name);
  const strange = names.filter((name) => !known.includes(name));
  if (names.length > 0 && strange.length === 0) return names;
  const found =
    strange.length > 0 ? strange.map((name) => JSON.stringify(name)).join(', ') : 'none';
  throw new ConfigurationError([
    `${files.directory} was judged under a profile that is neither iamspec's nor yours: ${found}. Name ` +
      'the one to judge it under: IAMSPEC_PROFILE or --profile.',
  ]);
}

/** What IAMSPEC_REPORT stands for: `latest` is another directory once a run has begun. */
export function followed(report: string | undefined): string | undefined {
  try {
    return report === undefined || report === '-' ? report : realpathSync(report);
  } catch {
    return report;
  }
}
