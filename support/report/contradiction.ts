import type { ReportRow } from './columns';
import { quoted } from './report-error';

/**
 * Why a row cannot be believed: it tells of more than two keys or certificates, which AWS does not
 * allow.
 */
export function contradictionOf(row: ReportRow): string | undefined {
  const { additional_credentials_info: more, otherColumns } = row;
  const said =
    more === null ? strangeCredential(otherColumns) : ['additional_credentials_info', more];
  if (said === undefined) return undefined;
  const [column = '', text = ''] = said;
  return (
    `${column} says ${quoted(text)}: the report leaves credentials of this user ` +
    'out, so look them up'
  );
}

// Columns that would say the same if AWS wrote them so, or held a third credential.
const INFO_LIKE = /^additional_?credentials?_?infos?$/i;
const ACTIVE = /^(?:access_key|cert)_\d+_active$/i;
const NOTHING_LEFT_OUT = ['', '0', 'n/a', 'not_supported'];

function strangeCredential(columns: ReportRow['otherColumns']) {
  return Object.entries(columns).find(([column, text]) => {
    const value = text.trim().toLowerCase();
    if (ACTIVE.test(column.trim())) return value === 'true';
    return INFO_LIKE.test(column.trim()) && !NOTHING_LEFT_OUT.includes(value);
  });
}
