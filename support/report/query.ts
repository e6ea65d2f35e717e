import { ColumnLists } from './column-lists';
import type { Column, ReportRow } from './columns';
import { contradictionOf } from './contradiction';
import { type Condition, type Criterion, criterion, found } from './criterion';
import { byFunction, type RowPredicate } from './predicate';

/** What rows must hold, by column name: all of it. */
export type RowFilter = { readonly [C in Column]?: Condition<C> };

interface Origin {
  readonly filters: readonly string[];
  /** Rows that cannot be believed, and that may belong to these if they told all. */
  readonly doubtful: readonly ReportRow[];
  /** Rows left out for nothing but a missing date: a range says nothing of them. */
  readonly undated: readonly ReportRow[];
}

// Whose row it is stays true, whatever credentials it leaves out.
const IDENTITY: readonly (Column | undefined)[] = ['user', 'arn', 'user_creation_time'];

/**
 * Rows under AWS's column names, in the manner of InSpec's `aws_iam_credential_report`: each column
 * is a list too, `.where({ password_enabled: true }).mfa_active`.
 */
export class ReportRows extends ColumnLists implements Iterable<ReportRow> {
  /** The rows, in the order of the report. */
  readonly entries: readonly ReportRow[];
  readonly #origin: Origin;

  /** @internal */
  constructor(entries: readonly ReportRow[], origin?: Origin) {
    super();
    this.entries = Object.freeze([...entries]);
    this.#origin = origin ?? {
      filters: [],
      doubtful: entries.filter(contradictionOf),
      undated: [],
    };
  }

  /**
   * The rows that fit all of a filter, or for which a function says true. Throws TypeError for what
   * could match nothing or everything by mistake: `{}`, an empty list, an unknown column, a wrong type.
   */
  where(filter: RowFilter | RowPredicate): ReportRows {
    const criteria = typeof filter === 'function' ? [byFunction(filter)] : criteriaOf(filter);
    const known = criteria.filter(({ column }) => IDENTITY.includes(column));
    const { filters, doubtful, undated } = this.#origin;
    return new ReportRows(this.entries.filter(fitsAll(criteria)), {
      filters: [...filters, ...criteria.map(({ says }) => says)],
      doubtful: doubtful.filter(fitsAll(known)),
      undated: [
        // A function need not bear rows that an earlier filter has left out.
        ...undated.filter(mayFit(criteria.filter(({ column }) => column !== undefined))),
        ...this.entries.filter((row) => mayFit(criteria)(row) && !fitsAll(criteria)(row)),
      ],
    });
  }

  /** How many rows there are. */
  get count(): number {
    return this.entries.length;
  }

  /** Whether there are any. */
  get exists(): boolean {
    return this.count > 0;
  }

  /** The first row. Throws RangeError where there is none: a test of nothing must not pass. */
  get first(): ReportRow {
    const [row] = this.entries;
    if (row) return row;
    throw new RangeError(`There are no ${this}, hence no first one.`);
  }

  /** Why these rows cannot be judged, a sentence for each that leaves credentials out, or may belong here. */
  get contradictions(): readonly string[] {
    return this.#origin.doubtful.map(
      (row) => `${row.user} cannot be judged: ${contradictionOf(row)}.`,
    );
  }

  /** The users whose rows a range has left out since they have no date, such as who never signed in. */
  get undatedUsers(): readonly string[] {
    return this.#origin.undated.map(({ user }) => user);
  }

  [Symbol.iterator](): Iterator<ReportRow> {
    return this.entries[Symbol.iterator]();
  }

  /** What these rows are: `rows of the credential report where mfa_active is true`. */
  override toString(): string {
    const { filters } = this.#origin;
    const where = filters.length === 0 ? '' : ` where ${filters.join(' and ')}`;
    return `rows of the credential report${where}`;
  }
}

function criteriaOf(filter: unknown): readonly Criterion[] {
  const isFilter = typeof filter === 'object' && filter !== null;
  const wanted = isFilter ? Object.entries(filter) : [];
  if (wanted.length > 0) return wanted.map(([column, condition]) => criterion(column, condition));
  throw new TypeError(
    `where() found ${found(filter)}, expected columns and what they hold, such as ` +
      '{ mfa_active: true }, or a function. For all rows, leave where() out.',
  );
}

function fitsAll(criteria: readonly Criterion[]): (row: ReportRow) => boolean {
  return (row) => criteria.every((each) => each.matches(row));
}

function mayFit(criteria: readonly Criterion[]): (row: ReportRow) => boolean {
  return (row) => criteria.every((each) => each.matches(row) || each.isUndated(row));
}
