import {
  type AccountSummary,
  endingOfExitCode,
  type OrganizationResult,
  SEVERITIES_DOWN,
} from '../../result';
import { printable } from './notify';

const SHOWN = 25;

/** The one mail of a run, in plain text; `evidence` is where the whole summary lies. */
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
  return ['', title, ...lines.slice(0, SHOWN).map((line) => `  ${printable(line, 400)}`), ...more];
}

function failedLine({ account, name, failed }: AccountSummary): string {
  const counts = SEVERITIES_DOWN.flatMap((severity) =>
    failed[severity] ? [`${failed[severity]} ${severity}`] : [],
  );
  return `${account} ${name}: ${counts.join(', ')}`;
}
