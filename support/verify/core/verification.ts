import type { Manifest } from '../../bundle';

/** Why a bundle that is as recorded is yet no proof for this auditor. */
export interface Reservation {
  readonly kind:
    | 'other code'
    | 'other verdicts'
    | 'other policy'
    | 'partial'
    | 'other clock'
    | 'could not check'
    | 'no second opinion'
    | 'not asked for';
  readonly text: string;
}

/** What is not as recorded, why it is yet no proof, and what was checked; a sentence each. */
export interface Findings {
  readonly problems: readonly string[];
  readonly reservations: readonly Reservation[];
  readonly notes: readonly string[];
}

/** What was found of a signature; with a problem nothing else is read. */
export interface CheckedSignature extends Findings {
  /** Whether a key that the auditor trusts has signed. */
  readonly authenticated: boolean;
}

/** What the verification of a bundle found. */
export interface Verification extends Findings {
  /** undefined where the signature is not good: then nothing else was read. */
  readonly manifest: Manifest | undefined;
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly authenticated: boolean;
}

/** Nothing found. */
export const NOTHING: Findings = { problems: [], reservations: [], notes: [] };

/** Reservations of one kind. */
export function reserve(kind: Reservation['kind'], texts: readonly string[]): Findings {
  return { ...NOTHING, reservations: texts.map((text) => ({ kind, text })) };
}

/** Puts findings together, each sentence once. */
export function together(findings: readonly Findings[]): Findings {
  const reservations = findings.flatMap((each) => each.reservations);
  return {
    problems: [...new Set(findings.flatMap(({ problems }) => problems))],
    reservations: [...new Map(reservations.map((each) => [each.text, each])).values()],
    notes: [...new Set(findings.flatMap(({ notes }) => notes))],
  };
}

/** 0 it stands under the auditor's policy, 1 not as recorded, 2 it stands with reservations. */
export function verificationExitCode(
  { problems, reservations }: Findings,
  accepted: readonly Reservation['kind'][],
): 0 | 1 | 2 {
  if (problems.length > 0) return 1;
  return reservations.every(({ kind }) => accepted.includes(kind)) ? 0 : 2;
}
