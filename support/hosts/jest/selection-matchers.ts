import { cellText, criterion, found, ReportRows } from '../../report';
import { couldNotCheck } from './could-not-check';

export interface Outcome {
  readonly pass: boolean;
  message(): string;
}

type Context = Pick<jest.MatcherContext, 'isNot'>;

/** What Jest can expect of a selection such as `credentialReport().where(...)`, for `expect.extend`. */
export const selectionMatchers = {
  toHaveEvery(this: Context, received: unknown, ...args: readonly unknown[]): Outcome {
    return quantified('toHaveEvery', this.isNot === true, received, args);
  },
  toHaveNone(this: Context, received: unknown, ...args: readonly unknown[]): Outcome {
    return quantified('toHaveNone', this.isNot === true, received, args);
  },
  toBeEmpty(received: unknown, ...args: readonly unknown[]): Outcome {
    if (args.length > 0) {
      throw new TypeError(
        `toBeEmpty takes nothing, not ${args.length} arguments: say it in where.`,
      );
    }
    const rows = believable('toBeEmpty', received);
    if (!rows.exists) refuseUndated('toBeEmpty', rows, rows.undatedUsers);
    const users = rows.entries.map(({ user }) => user);
    return {
      pass: !rows.exists,
      message: () =>
        rows.exists
          ? `Expected no ${rows}. There are ${rows.count}:${listed(users)}`
          : `Expected ${rows}. There are none.`,
    };
  },
};

const HEADS = {
  toHaveEvery: { expected: 'all', fault: 'Not so for', refused: 'not all', held: 'So for all' },
  toHaveNone: { expected: 'no', fault: 'So for', refused: 'some', held: 'So for none of' },
} as const;

function quantified(
  name: keyof typeof HEADS,
  isNot: boolean,
  received: unknown,
  args: readonly unknown[],
): Outcome {
  if (args.length !== 2) {
    throw new TypeError(
      `${name} takes a column and what it holds, such as ${name}('mfa_active', true), not ` +
        `${args.length} arguments.`,
    );
  }
  const { column, says, matches, isUndated } = criterion(args[0], args[1]);
  const rows = believable(name, received);
  if (!rows.exists) return { pass: isNot, message: () => nothing(name, rows) };
  if (name === 'toHaveNone') {
    const undated = rows.entries.filter((row) => isUndated(row)).map(({ user }) => user);
    refuseUndated(name, rows, undated);
  }
  const cells = (some: ReportRows['entries']) =>
    listed(some.map((row) => `${row.user}: ${column} is ${cellText(row[column])}`));
  const faulty = rows.entries.filter((row) => matches(row) !== (name === 'toHaveEvery'));
  const { expected, fault, refused, held } = HEADS[name];
  return {
    pass: faulty.length === 0,
    message: () =>
      faulty.length > 0
        ? `Expected of ${expected} ${rows}: ${says}. ${fault} ${faulty.length} of ${rows.count}:${cells(faulty)}`
        : `Expected of ${refused} ${rows}: ${says}. ${held} ${rows.count}:${cells(rows.entries)}`,
  };
}

function nothing(name: string, rows: ReportRows): string {
  return (
    `There are no ${rows}, so ${name} would prove nothing. Correct the filter; where there may be ` +
    'none, expect toBeEmpty() instead.'
  );
}

// Throws, also under `.not`: what is no selection, or cannot be believed, is neither so nor otherwise.
function believable(name: string, received: unknown): ReportRows {
  if (!(received instanceof ReportRows)) {
    throw new TypeError(
      `${name} takes a selection of rows, such as credentialReport().where({ mfa_active: false }), ` +
        `not ${found(received)}.`,
    );
  }
  const { contradictions } = received;
  if (contradictions.length === 0) return received;
  throw couldNotCheck(
    `${name} of ${received}:${listed(contradictions)}\n` +
      'Other users can be judged without them: select by user first, where({ user: ... }).',
  );
}

// Never used is not "not used since": a pass here would be one without a check.
function refuseUndated(name: string, rows: ReportRows, users: readonly string[]): void {
  if (users.length === 0) return;
  throw couldNotCheck(
    `${name} of ${rows}: these have no date there, and are in no range:${listed(users)}\n` +
      'Judge them by themselves, where({ column: null }), and leave them out before the range: ' +
      'where((row) => row.column !== null).',
  );
}

const SHOWN = 100;

function listed(lines: readonly string[]): string {
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  return [...lines.slice(0, SHOWN), ...more].map((line) => `\n  ${line}`).join('');
}
