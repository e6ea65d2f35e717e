import { withoutStop } from '../../control';
import { type AuditResult, count, STATUS_WORDS, visible } from '../../result';
import { hang, wrap } from '../wrap';
import type { Canvas } from './layout';

const HEADING = 'Could not check:';
const INDENT = 4;

/** Why the run as a whole could not check: the sentences as they are, line by line. */
export function problems(result: Pick<AuditResult, 'problems'>, { colors, width }: Canvas): string {
  return result.problems
    .map((problem) => {
      const [first = '', ...rest] = problem.split('\n').map(visible);
      const lines = wrap(`${HEADING} ${first}`, width - INDENT).join(`\n${' '.repeat(INDENT)}`);
      const told = lines.replace(HEADING, colors.red(HEADING));
      return [told, ...rest.map((line) => furtherLine(line, width))].join('\n');
    })
    .join('\n');
}

// Where the line itself is set in, as an entry of a list, what is broken stands under its text.
function furtherLine(line: string, width: number): string {
  const [lead = ''] = /^ *(?:- )?/.exec(line) ?? [];
  return hang(`  ${lead}`, line.slice(lead.length), width);
}

/** Whether no control could look at anybody, and all for reasons that are the run's own. */
export function isUnchecked({ problems: told, results }: AuditResult): boolean {
  const causes = told.map(withoutStop);
  return (
    causes.length > 0 &&
    results.every(({ verdicts }) =>
      verdicts.every(
        ({ status, reason }) =>
          status === 'error' && causes.some((cause) => cause !== '' && reason.includes(cause)),
      ),
    )
  );
}

/** How many controls that is: `6 controls of baseline could not be checked.` */
export function uncheckedControls({ profiles, results }: AuditResult): string {
  const names = profiles.map(({ name }) => visible(name));
  const own = results.filter(({ profile }) => profile !== undefined && names.includes(profile));
  const { label } = STATUS_WORDS.error;
  if (own.length === 0) return 'Nothing could be checked.';
  return `${count(own.length, 'control')} of ${names.join(', ')} ${label}.`;
}
