/**
 * What a command can do about a failing subject, the steps that a control may name. Of a subject that
 * is a credential it is done to that alone, of one that is a user to all that the user has of the kind.
 * What cannot be undone is never run unasked; see `iamspec remediate`.
 */
export const STEPS = {
  /** Those whose last use is still that of the report when the command runs. */
  'deactivate unused keys': { irreversible: false },
  'deactivate keys': { irreversible: false },
  /** Of two active keys the one that was made first. */
  'deactivate older key': { irreversible: false },
  'deactivate signing certificates': { irreversible: false },
  'deactivate service credential': { irreversible: false },
  /** At the next sign-in. */
  'demand new password': { irreversible: false },
  'delete inactive keys': { irreversible: true },
  /** Where its last use is still that of the report. */
  'delete unused password': { irreversible: true },
  'delete password': { irreversible: true },
  /** One that is known to hold no credential of any kind. */
  'delete user': { irreversible: true },
} as const satisfies Readonly<Record<string, { readonly irreversible: boolean }>>;

/** The name of a step: `deactivate keys`. */
export type Step = keyof typeof STEPS;
