import { COLUMNS, type Column, isColumn, type ReportRow } from './columns';

/** Values by column name, all of which a row must equal. */
export type RowFilter = { readonly [C in Column]?: ReportRow[C] };

/** Rows under AWS's column names, in the manner of InSpec's `aws_iam_credential_report`. */
export class ReportRows {
  readonly entries: readonly ReportRow[];

  constructor(entries: readonly ReportRow[]) {
    this.entries = entries;
  }

  /** Throws TypeError for an unknown column or a wrong type: it would match, and check, nothing. */
  where(filter: RowFilter): ReportRows {
    const wanted = Object.entries(filter);
    for (const [column, value] of wanted) checkCriterion(column, value);
    return new ReportRows(
      this.entries.filter((row) =>
        wanted.every(([column, value]) => isColumn(column) && row[column] === value),
      ),
    );
  }

  get count(): number {
    return this.entries.length;
  }

  get exists(): boolean {
    return this.count > 0;
  }

  /** Throws RangeError where there is none: a test of nothing must not pass. */
  get first(): ReportRow {
    const [row] = this.entries;
    if (row) return row;
    throw new RangeError('No row of the credential report matches: there is no first one.');
  }
}

const TYPES = { text: ['string'], date: ['number'], flag: ['boolean'] } as const;

function checkCriterion(column: string, value: unknown): void {
  if (!isColumn(column)) {
    throw new TypeError(
      `The credential report has no column ${JSON.stringify(column)}. ` +
        `It has: ${Object.keys(COLUMNS).join(', ')}.`,
    );
  }
  const kind = COLUMNS[column];
  const type = TYPES[kind.replace('?', '') as keyof typeof TYPES][0];
  const fits = typeof value === type || (kind.endsWith('?') && value === null);
  if (fits && !Number.isNaN(value)) return;
  throw new TypeError(
    `Column ${column} holds a ${type}${kind.endsWith('?') ? ' or null' : ''}, so ` +
      `${typeof value === 'string' ? JSON.stringify(value) : String(value)} would match no row.`,
  );
}
