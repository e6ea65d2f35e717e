import type { KeyStory, Story } from './story';

const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

/** An instant so many seconds before the report, as AWS prints it. */
export type Ago = (seconds: number) => string;

const NONE = 'N/A';

function passwordCells({ password }: Story, ago: Ago): string[] {
  if (password === undefined) return ['false', NONE, NONE, NONE];
  const used = password.used === undefined ? 'no_information' : ago(password.used);
  return ['true', used, ago(password.changed), NONE];
}

function keyCells(key: KeyStory | undefined, ago: Ago): string[] {
  if (key === undefined) return ['false', NONE, NONE, NONE, NONE];
  const { active, rotated, used } = key;
  const usage = used ? [ago(used.age), used.region, used.service] : [NONE, NONE, NONE];
  return [String(active), ago(rotated), ...usage];
}

function certCells(cert: Story['cert1'], ago: Ago): string[] {
  return cert === undefined ? ['false', NONE] : [String(cert.active), ago(cert.age)];
}

/** The cells of a user's row. */
export function userCells(story: Story, arn: string, ago: Ago): string[] {
  return [
    story.user,
    arn,
    ago(story.created),
    ...passwordCells(story, ago),
    String(story.mfa ?? false),
    ...keyCells(story.key1, ago),
    ...keyCells(story.key2, ago),
    ...certCells(story.cert1, ago),
    ...certCells(story.cert2, ago),
  ];
}

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The CSV as AWS sends it: LF between the rows, none after the last; quoted by RFC 4180. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return [COLUMNS, ...rows].map((row) => row.map(csvCell).join(',')).join('\n');
}
