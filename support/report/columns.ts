import type { Instant } from './instant';

/**
 * What each column holds, in AWS's order; live reports end before the documented `additional_credentials_info`.
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

/** A column's name in the report's header. */
export type Column = keyof typeof COLUMNS;

/** What a cell is, by what its column holds. */
interface CellTypes {
  text: string;
  'text?': string | null;
  date: Instant;
  'date?': Instant | null;
  flag: boolean;
}

/**
 * A row under AWS's column names. Flags are booleans, dates are instants; `N/A`, `no_information` and
 * `not_supported` are null.
 */
export type ReportRow = { readonly [C in Column]: CellTypes[(typeof COLUMNS)[C]] } & {
  /** Columns that AWS does not document, as text. */
  readonly otherColumns: Readonly<Record<string, string>>;
};

/** Whether AWS documents a column of this name. */
export function isColumn(name: string): name is Column {
  return Object.hasOwn(COLUMNS, name);
}
