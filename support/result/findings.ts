import { hash } from 'node:crypto';
import type { Severity, Verdict } from '../control';
import type { ControlResult } from './audit-result';
import type { EvidenceHeader } from './evidence-results';

/** Where no account is known: AWS assigns it to nobody. */
export const UNKNOWN_ACCOUNT = '000000000000';

const LONGEST_ID = 512; // in Security Hub

/** Which verdicts are findings. */
export interface FindingsOptions {
  /**
   * What failed or could not be checked, alone: for readers that take every record for an open
   * finding, as DefectDojo does with ASFF. A waived verdict is accepted, and one that was not
   * reviewed lacks a fact that a saved report does not have: neither is anybody's work.
   */
  readonly failedOnly?: boolean | undefined;
}

/**
 * Not what does not apply: Security Hub would store and charge for it as NOT_AVAILABLE. A finding
 * that is missing from the next run is archived on publication.
 */
export function isFinding(verdict: Verdict, { failedOnly = false }: FindingsOptions = {}): boolean {
  return failedOnly ? isOpen(verdict) : verdict.status !== 'notApplicable';
}

/** What failed or could not be checked is as bad as its control is. */
export function urgency(verdict: Verdict): Severity | 'informational' {
  return isOpen(verdict) ? verdict.severity : 'informational';
}

function isOpen({ status }: Verdict): boolean {
  return status === 'failed' || status === 'error';
}

/** The stable beginning of a control's findings' ids: what was asked, not what came out or when. */
export function idPrefix(
  { accountId = UNKNOWN_ACCOUNT }: EvidenceHeader,
  control: ControlResult,
): string {
  const path = `iamspec/${accountId}/${generator(control)}/`;
  return cut(path, LONGEST_ID - HASH_LENGTH);
}

/** Profile and control; a plain Jest file has no profile. */
export function generator({ profile = '-', id }: Pick<ControlResult, 'profile' | 'id'>): string {
  return `${profile}/${id}`;
}

/** A profile's own, after its name, and NIST's as Security Hub writes them in its findings. */
export function relatedRequirements(control: ControlResult): readonly string[] {
  const { profile, requirements, about } = control;
  const nist = about?.nist.map((id) => `NIST.800-53.r5 ${id}`) ?? [];
  return [...requirements.map((id) => `${profile} ${id}`), ...nist];
}

const HASH_LENGTH = 32; // 128 bits in hexadecimal digits

/** Ends of ids, by the subject as JSON, which tells even those apart that UTF-8 cannot. */
export function subjectHashes(): (subject: string) => string {
  const known = new Map<string, string>();
  return (subject) => {
    const made = known.get(subject) ?? hash('sha256', subject).slice(0, HASH_LENGTH);
    known.set(subject, made);
    return made;
  };
}

/** Cuts to so many UTF-16 units, never in half a character; never blank, which AWS would refuse. */
export function cut(text: string, most: number): string {
  const whole = text.toWellFormed();
  if (whole.length > most) return `${whole.slice(0, most - 1).replace(HALF, '')}…`;
  return /\S/.test(whole) ? whole : '-';
}

const HALF = /[\ud800-\udbff]$/;
