import { DAY } from '../report';
import type { RunIdentity } from './audit-result';

/** What the verdicts of a run can be written as, and the name of the file in a bundle. */
export const FORMAT_FILES = {
  junit: 'junit.xml',
  markdown: 'summary.md',
  ndjson: 'verdicts.ndjson',
  csv: 'verdicts.csv',
  hdf: 'results.hdf.json',
  ocsf: 'findings.ocsf.json',
  asff: 'findings.asff.json',
  oscal: 'assessment-results.oscal.json',
  sarif: 'results.sarif',
  xlsx: 'evidence.xlsx',
  tickets: 'tickets.json',
} as const;

/** A key of `FORMAT_FILES`. */
export type FormatName = keyof typeof FORMAT_FILES;

/** All of them, in the order in which they are listed. */
export const FORMAT_NAMES = Object.keys(FORMAT_FILES).filter((name): name is FormatName =>
  Object.hasOwn(FORMAT_FILES, name),
);

/** Those that a run was told to write besides what every bundle holds. */
export function exportsOf({ settings }: Pick<RunIdentity, 'settings'>): readonly FormatName[] {
  const names = settings.IAMSPEC_EXPORT?.split(',') ?? [];
  return FORMAT_NAMES.filter((name) => names.includes(name) && !KEPT.includes(name));
}

// They stand in every bundle.
const KEPT: readonly FormatName[] = ['junit', 'markdown'];

const STANDARD = 14 * DAY;

/** How far ahead a run warned of what falls due, in milliseconds; older runs did not. */
export function dueWithin({ settings }: Pick<RunIdentity, 'settings'>): number {
  const [, seconds] = /^(\d{1,12})s$/.exec(settings.IAMSPEC_DUE_WITHIN ?? '') ?? [];
  return seconds === undefined ? STANDARD : Number(seconds) * 1000;
}

/** Whether JUnit is to hold no more than what failed or could not be checked. */
export function isJunitShort({ settings }: Pick<RunIdentity, 'settings'>): boolean {
  return settings.IAMSPEC_JUNIT === 'failures';
}
