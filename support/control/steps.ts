/** What is done to a failing credential, or to all such of a failing user; see `iamspec remediate`. */
export const STEPS = {
  /** Those whose last use is still that of the report when the command runs. */
  'deactivate unused keys': { irreversible: false },
  'deactivate keys': { irreversible: false },
  'deactivate older key': { irreversible: false },
  'deactivate signing certificates': { irreversible: false },
  'deactivate service credential': { irreversible: false },
  'deactivate SSH key': { irreversible: false },
  'demand new password': { irreversible: false },
  'delete inactive keys': { irreversible: true },
  /** Where its last use is still that of the report. */
  'delete unused password': { irreversible: true },
  'delete password': { irreversible: true },
  /** One that is known to hold no credential of any kind. */
  'delete user': { irreversible: true },
} as const satisfies Readonly<Record<string, { readonly irreversible: boolean }>>;

/** What a command can do of a remediation: a key of `STEPS`. */
export type Step = keyof typeof STEPS;
