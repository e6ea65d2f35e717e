import { realpathSync, statSync } from 'node:fs';
import type { Severity, Waiver } from '../control';

/** What a bundle was audited by. */
export interface BundlePolicy {
  /** The names of its profiles. */
  readonly profiles: readonly string[];
  readonly waivers: readonly Waiver[];
  readonly failOn: Severity;
}

/** Tells whether what IAMSPEC_REPORT names is an evidence bundle. */
export function isBundle(report: string | undefined): report is string {
  if (report === undefined || report === '-') return false;
  return statSync(report, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * The policy of the bundle that is audited again: without another one it is judged by its own.
 *
 * @param report the value of IAMSPEC_REPORT
 * @returns undefined where that is no bundle
 * @throws BundleError where its manifest is not understood
 */
export function bundlePolicy(report: string | undefined): BundlePolicy | undefined {
  if (!isBundle(report)) return undefined;
  // What reads manifests takes its time to load.
  const {
    readManifest,
  }: typeof import('../evidence/read-bundle') = require('../evidence/read-bundle');
  const { profiles, waivers, failOn } = readManifest(report);
  return { profiles: profiles.map(({ name }) => name), waivers, failOn };
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
