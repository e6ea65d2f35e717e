/** Which of two comes first, as `Array.sort` wants it. */
export type Comparison<Row> = (one: Row, other: Row) => number;

/** How the rows of a table are ordered. */
export interface Ranking<Row> {
  /** By a column: names from a to z, everything else from the worst on. */
  readonly comparison: (column: string) => Comparison<Row>;
  /** Those that are equal in a column. */
  readonly otherwise: Comparison<Row>;
}

/** By which column, and whether turned round. */
export interface Order {
  readonly column: string;
  readonly reversed: boolean;
}

/** Those that are equal in the column keep their own order. */
export function sorted<Row>(
  rows: readonly Row[],
  { comparison, otherwise }: Ranking<Row>,
  { column, reversed }: Order,
): readonly Row[] {
  const compare = comparison(column);
  const turn = reversed ? -1 : 1;
  return [...rows].sort((one, other) => turn * compare(one, other) || otherwise(one, other));
}

/** Compares names as people do: 2 before 10. */
export const byText: Comparison<string> = new Intl.Collator('en', { numeric: true }).compare;
