import { ExpectedError } from './expected-error';

/** The report cannot be used: "could not check", never a pass. */
export class ReportError extends ExpectedError {
  override readonly name = 'ReportError';
  /** A sentence for each thing that is wrong. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The credential report cannot be used:\n${list(problems)}`);
    this.problems = problems;
  }
}

const LONGEST = 100;

/** Quotes a text of the report on one line, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}

const SHOWN = 20;

function list(problems: readonly string[]): string {
  const lines = problems.slice(0, SHOWN).map((problem) => `  - ${problem}`);
  if (problems.length > SHOWN) lines.push(`  - and ${problems.length - SHOWN} more`);
  return lines.join('\n');
}
