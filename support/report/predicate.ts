import type { ReportRow } from './columns';
import { type Criterion, found } from './criterion';

/** Which rows to take, in code of one's own: the answer must be true or false. */
export type RowPredicate = (row: ReportRow) => boolean;

const LONGEST = 80;

/** A criterion that throws TypeError where the function says neither: a promise would match every row. */
export function byFunction(predicate: RowPredicate): Criterion {
  const source = String(predicate).replace(/\s+/g, ' ');
  const shown = source.length > LONGEST ? `${source.slice(0, LONGEST)}...` : source;
  return {
    column: undefined,
    says: `[${shown}] is true`,
    isUndated: () => false,
    matches(row) {
      const answer: unknown = predicate(row);
      if (typeof answer === 'boolean') return answer;
      throw new TypeError(
        `The function given to where() returned ${found(answer)} for ${row.user}, expected true ` +
          'or false. Compare with ===, and do not await anything in it.',
      );
    },
  };
}
