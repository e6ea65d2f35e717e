import { SEVERITIES } from '../../control';
import { type AccountSummary, endingOfExitCode, type OrganizationResult } from '../../result';

const SHOWN = 25;

/**
 * The one mail of a run, in plain text: how many accounts passed, failed and could not be checked,
 * those that could not and the worst by name, and where the rest is.
 *
 * @param evidence where the whole summary lies
 */
export function digestOf(result: OrganizationResult, evidence: string) {
  const { exitCode, counts, listed, excluded, unreported, problems, notes, run } = result;
  const accounts = (status: AccountSummary['status']) =>
    result.accounts.filter((account) => account.status === status);
  const lines = [
    `${listed} accounts listed: ${counts.passed} passed, ${counts.failed} failed, ` +
      `${counts.error} could not be checked, ${counts.skipped} not audited, ${excluded} excluded, ` +
      `${unreported.length} not reported.`,
    ...section('PROBLEMS', problems),
    ...section(
      'NOT REPORTED',
      unreported.map(({ id, name }) => `${id} ${name}`),
    ),
    ...section(
      'COULD NOT BE CHECKED',
      accounts('error').map(({ account, name, reason }) => `${account} ${name}: ${reason}`),
    ),
    ...section('FAILED, THE WORST FIRST', accounts('failed').map(failedLine)),
    ...section('NOTES', notes),
    '',
    `Run ${run.id}. The whole summary: ${evidence}`,
  ];
  return {
    subject: `IAM credentials: ${endingOfExitCode(exitCode)} (${counts.failed} failed, ${counts.error} errors, ${listed} accounts)`,
    message: lines.join('\n'),
  };
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`  ... and ${lines.length - SHOWN} more`] : [];
  return ['', title, ...lines.slice(0, SHOWN).map((line) => `  ${printable(line)}`), ...more];
}

function failedLine({ account, name, failed }: AccountSummary): string {
  const counts = SEVERITIES.toReversed().flatMap((severity) =>
    failed[severity] ? [`${failed[severity]} ${severity}`] : [],
  );
  return `${account} ${name}: ${counts.join(', ')}`;
}

// A name could else write lines of its own.
function printable(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, 400);
}
