import { realpathSync, statSync } from 'node:fs';
import { ConfigurationError, type Severity, type Waiver } from '../control';
import type { Manifest } from '../evidence/read-bundle';
import { DAY } from '../report';

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
 * @throws BundleError where its manifest is not understood, ConfigurationError where one of its
 *   waivers is one that no waiver may be
 */
export function bundlePolicy(report: string | undefined): BundlePolicy | undefined {
  if (!isBundle(report)) return undefined;
  // What reads manifests takes its time to load.
  const {
    readManifest,
  }: typeof import('../evidence/read-bundle') = require('../evidence/read-bundle');
  const manifest = readManifest(report);
  const { profiles, waivers, failOn } = manifest;
  const problems = longWaivers(manifest);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { profiles: profiles.map(({ name }) => name), waivers, failOn };
}

/** The waivers of a bundle that reach further from its run than any may, a sentence each. */
export function longWaivers({ waivers, run }: Pick<Manifest, 'waivers' | 'run'>): string[] {
  const {
    LONGEST_WAIVER_DAYS,
  }: typeof import('../control/read-waivers') = require('../control/read-waivers');
  // The last day ends a day after it begins.
  const last = run.startedAt + (LONGEST_WAIVER_DAYS + 1) * DAY;
  return waivers
    .filter(({ expires }) => expires > last)
    .map(
      ({ control, subject }) =>
        `The waiver of ${subject} (${control}) lasts longer than ${LONGEST_WAIVER_DAYS} days from the run, ` +
        'which no waiver may.',
    );
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
