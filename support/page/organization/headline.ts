import {
  count,
  digits,
  ENDINGS,
  endingOfExitCode,
  type OrganizationResult,
  roughDuration,
  unrealSources,
} from '../../result';
import type { Headline } from '../kit/glance';

/** Says how a run ended. Only a pass without any reservation looks like one. */
export function headline(result: OrganizationResult): Headline {
  const { exitCode, counts, accounts, listed } = result;
  const { word: title, mark } = ENDINGS[endingOfExitCode(exitCode)];
  if (exitCode === 2) return { tone: 'error', mark, title, detail: unknown(result) };
  if (exitCode === 1) {
    const broken = count(counts.failed, 'account');
    const detail = `${broken} of ${digits(accounts.length)} ${counts.failed === 1 ? 'breaks' : 'break'} the policy; all that were to be audited were read.`;
    return { tone: 'failed', mark, title, detail };
  }
  const open = reservations(result);
  if (open.length === 0) {
    const detail = `All ${count(listed, 'account')} were checked, and nothing failed.`;
    return { tone: 'passed', mark, title, detail };
  }
  const detail = ['No account has a failure that counts.', ...open].join(' ');
  return { tone: 'open', mark: '≈', title, detail };
}

function unknown({ counts, unreported, accounts }: OrganizationResult): string {
  if (accounts.length === 0) return 'No account was read: nothing is known of the organization.';
  const parts = [
    ...(counts.error > 0 ? [`${count(counts.error, 'account')} could not be checked`] : []),
    ...(unreported.length > 0 ? [`${digits(unreported.length)} were not reported`] : []),
    ...(counts.failed > 0 ? [`${digits(counts.failed)} failed besides`] : []),
  ];
  const what = parts.length > 0 ? parts.join(', ') : 'Nothing could be reviewed';
  return `${what}. So nothing can be said of the organization as a whole.`;
}

function reservations({ counts, excluded, verdicts }: OrganizationResult): readonly string[] {
  return [
    ...(counts.skipped > 0 ? [`${count(counts.skipped, 'account')} could not be entered.`] : []),
    ...(excluded > 0 ? [`${count(excluded, 'account')} excluded.`] : []),
    ...(verdicts.failed > 0 ? [`${count(verdicts.failed, 'failure')} do not count.`] : []),
    ...(verdicts.notReviewed > 0
      ? [`${count(verdicts.notReviewed, 'verdict')} not reviewed.`]
      : []),
    ...(verdicts.waived > 0 ? [`${count(verdicts.waived, 'verdict')} waived.`] : []),
  ];
}

/** What a reader must know before the verdict: data that are not live, accounts left out. */
export function notices(result: OrganizationResult): readonly string[] {
  const { excluded } = result;
  return [
    ...unrealSources(result).map(([source, number]) => `${count(number, 'account')}: ${source}`),
    ...(excluded > 0 ? [`${count(excluded, 'account')} excluded by the caller`] : []),
  ];
}

/** How old the oldest report was when it was read; undefined where there is none. */
export function oldestReport({ accounts }: OrganizationResult): string | undefined {
  const ages = accounts.flatMap(({ reportAgeSeconds }) => reportAgeSeconds ?? []);
  if (ages.length === 0) return undefined;
  const oldest = ages.reduce((one, other) => Math.max(one, other));
  return roughDuration(oldest * 1000);
}
