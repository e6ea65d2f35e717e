import type { Instant } from './instant';

/**
 * The columns of the credential report in AWS's order, and what each cell holds.
 * `additional_credentials_info` is documented, but live reports end before it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export const COLUMNS = {
  user: 'text',
  arn: 'text',
  user_creation_time: 'date',
  password_enabled: 'flag',
  password_last_used: 'date?',
  password_last_changed: 'date?',
  password_next_rotation: 'date?',
  mfa_active: 'flag',
  access_key_1_active: 'flag',
  access_key_1_last_rotated: 'date?',
  access_key_1_last_used_date: 'date?',
  access_key_1_last_used_region: 'text?',
  access_key_1_last_used_service: 'text?',
  access_key_2_active: 'flag',
  access_key_2_last_rotated: 'date?',
  access_key_2_last_used_date: 'date?',
  access_key_2_last_used_region: 'text?',
  access_key_2_last_used_service: 'text?',
  cert_1_active: 'flag',
  cert_1_last_rotated: 'date?',
  cert_2_active: 'flag',
  cert_2_last_rotated: 'date?',
  additional_credentials_info: 'text?',
} as const;

/** A column's name as the report's header has it. */
export type Column = keyof typeof COLUMNS;

interface CellTypes {
  text: string;
  'text?': string | null;
  date: Instant;
  'date?': Instant | null;
  flag: boolean;
}

/**
 * One row under the report's own column names. Flags are booleans, dates are instants, and a cell
 * that holds no date or text (`N/A`, `no_information`, `not_supported`) is null.
 */
export type ReportRow = { readonly [C in Column]: CellTypes[(typeof COLUMNS)[C]] } & {
  /** Columns that AWS does not document, as text. */
  readonly otherColumns: Readonly<Record<string, string>>;
};

/** Tells whether a text is the name of a documented column. */
export function isColumn(name: string): name is Column {
  return Object.hasOwn(COLUMNS, name);
}
