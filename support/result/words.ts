import type { Inputs, Severity, Status } from '../control';
import type { AuditedProfile, ControlResult } from './audit-result';

/** How a state is shown: by a word and a mark, never by colour alone. */
export interface Word {
  readonly label: string;
  readonly mark: string;
}

/** By status, the worst first. */
export const STATUS_WORDS = {
  error: { label: 'could not be checked', mark: '!' },
  failed: { label: 'failed', mark: '✕' },
  notReviewed: { label: 'not reviewed', mark: '?' },
  waived: { label: 'waived', mark: '~' },
  passed: { label: 'passed', mark: '✓' },
  notApplicable: { label: 'not applicable', mark: '–' },
} as const satisfies Record<Status, Word>;

/** By status of an account in a run over many. */
export const ACCOUNT_STATUS_WORDS = {
  error: STATUS_WORDS.error,
  failed: STATUS_WORDS.failed,
  passed: STATUS_WORDS.passed,
  skipped: { label: 'not audited', mark: '–' },
} as const satisfies Record<string, Word>;

/** The states of a verdict, the worst first. */
export const STATUSES = [
  'error',
  'failed',
  'notReviewed',
  'waived',
  'passed',
  'notApplicable',
] as const satisfies readonly Status[];

/** The severities, the worst first. */
export const SEVERITIES_DOWN = [
  'critical',
  'high',
  'medium',
  'low',
] as const satisfies readonly Severity[];

/** Writes a count with its noun: `1 failure`, `12,000 failures`. */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${digits(number)} ${number === 1 ? noun : nouns}`;
}

/** Writes a whole number with its thousands apart: `12,000`. */
export function digits(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Of which version a profile is, and when that was last looked at: '' where it says neither. */
export function editionOf({
  version,
  heldAgainst,
}: Pick<AuditedProfile, 'version' | 'heldAgainst'>) {
  return [
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(heldAgainst === undefined ? [] : [`held against its source on ${heldAgainst}`]),
  ].join(', ');
}

/** What a control is called: by its profile too, where there are several. */
export function nameOf({ profile, id }: Pick<ControlResult, 'profile' | 'id'>, several: boolean) {
  return several && profile !== undefined ? `${profile} › ${id}` : id;
}

/** In one line, such as `maxAgeDays: 90`; '' where there is no input. */
export function limitsOf(inputs: Inputs): string {
  return inputTexts(inputs, ': ').join(', ');
}

/** Each input with its value, such as `maxAgeDays 90`. */
export function inputTexts(inputs: Inputs, between = ' '): readonly string[] {
  return Object.entries(inputs).map(
    ([name, value]) => `${name}${between}${String(value) || 'none'}`,
  );
}

/** Sorts the most severe first; what says not how severe it is counts as the worst. */
export function bySeverity(a: Rated, b: Rated): number {
  return rank(a) - rank(b);
}

type Rated = { readonly severity: Severity | undefined };

function rank({ severity }: Rated): number {
  return severity ? SEVERITIES_DOWN.indexOf(severity) : -1;
}
