import { hash } from 'node:crypto';
import type { Severity, Verdict } from '../control';
import type { ControlResult } from './audit-result';
import type { EvidenceHeader } from './evidence-results';

/** Stands where no account is known: AWS assigns it to nobody. */
export const NOBODY = '000000000000';

/** The longest id of a finding that Security Hub takes. */
const LONGEST_ID = 512;

/**
 * Tells whether a verdict is a finding. Those that do not apply are none: that a user has no key is
 * no result of a check. Security Hub has NOT_AVAILABLE for them and for what could not be checked
 * alike, and archives its own after 3 days; each would be stored and charged for. Where a verdict
 * ceases to apply, its finding is missing from the next run, and is archived on publication.
 */
export function isFinding({ status }: Verdict): boolean {
  return status !== 'notApplicable';
}

/** How urgent a finding is. What failed or could not be checked is as bad as its control is. */
export function urgency({ status, severity }: Verdict): Severity | 'informational' {
  return status === 'failed' || status === 'error' ? severity : 'informational';
}

/**
 * The beginning of the ids of a control's findings. An id is stable from run to run: it holds what
 * was asked, and nothing of what came out or when.
 */
export function idPrefix({ accountId = NOBODY }: EvidenceHeader, control: ControlResult): string {
  const path = `iamspec/${accountId}/${generator(control)}/`;
  return cut(path, LONGEST_ID - HASH_LENGTH);
}

/** Who found it: profile and control. A plain Jest file has no profile. */
export function generator({ profile = '-', id }: ControlResult): string {
  return `${profile}/${id}`;
}

/**
 * The requirements that a control serves: those of its profile after the profile's name, and NIST's
 * as Security Hub writes them in findings of its own.
 */
export function relatedRequirements(control: ControlResult): readonly string[] {
  const { profile, requirements, about } = control;
  const nist = about?.nist.map((id) => `NIST.800-53.r5 ${id}`) ?? [];
  return [...requirements.map((id) => `${profile} ${id}`), ...nist];
}

/** 128 bits in hexadecimal digits. */
const HASH_LENGTH = 32;

/**
 * Gives the ends of findings' ids for one file, by subject: many controls judge the same subjects.
 * The subject is given as JSON, which tells even those apart that UTF-8 cannot.
 */
export function subjectHashes(): (subject: string) => string {
  const known = new Map<string, string>();
  return (subject) => {
    const made = known.get(subject) ?? hash('sha256', subject).slice(0, HASH_LENGTH);
    known.set(subject, made);
    return made;
  };
}

/**
 * Cuts a text to so many UTF-16 code units, the last of which is an ellipsis then. Never ends in
 * half a character, and is never blank, which AWS would refuse.
 */
export function cut(text: string, most: number): string {
  const whole = text.toWellFormed();
  if (whole.length > most) return `${whole.slice(0, most - 1).replace(HALF, '')}…`;
  return /\S/.test(whole) ? whole : '-';
}

const HALF = /[\ud800-\udbff]$/;
