import type { Manifest } from '../bundle';

/** Why a bundle that is as recorded is yet no proof for this auditor. */
export interface Reservation {
  readonly kind:
    | 'other code'
    | 'other verdicts'
    | 'other policy'
    | 'partial'
    | 'other clock'
    | 'could not check'
    | 'not asked for';
  /** One sentence. */
  readonly text: string;
}

/** What was found out about one thing of a bundle. */
export interface Findings {
  /** What is not as recorded, a sentence each. */
  readonly problems: readonly string[];
  readonly reservations: readonly Reservation[];
  /** What was checked, and what could not be, a sentence each. */
  readonly notes: readonly string[];
}

/** What the verification of a bundle found. */
export interface Verification extends Findings {
  /** undefined where the signature is not good: then nothing else of the bundle was read. */
  readonly manifest: Manifest | undefined;
  /** The verdicts by status, as they lie in the bundle; undefined where they could not be read. */
  readonly counts: Readonly<Record<string, number>> | undefined;
  /** Whether the manifest is signed by a key that the auditor trusts. */
  readonly authenticated: boolean;
}

/** Nothing found. */
export const NOTHING: Findings = { problems: [], reservations: [], notes: [] };

/** Puts findings together, each sentence once. */
export function together(findings: readonly Findings[]): Findings {
  const reservations = findings.flatMap((each) => each.reservations);
  return {
    problems: [...new Set(findings.flatMap(({ problems }) => problems))],
    reservations: [...new Map(reservations.map((each) => [each.text, each])).values()],
    notes: [...new Set(findings.flatMap(({ notes }) => notes))],
  };
}

/**
 * What `iamspec verify` says to its caller: 0 it stands, under the auditor's policy; 1 it is not as
 * recorded; 2 it stands, but not for all that was asked.
 *
 * @param accepted the kinds of reservation that the auditor accepts
 */
export function verificationExitCode(
  { problems, reservations }: Findings,
  accepted: readonly Reservation['kind'][],
): 0 | 1 | 2 {
  if (problems.length > 0) return 1;
  return reservations.every(({ kind }) => accepted.includes(kind)) ? 0 : 2;
}
