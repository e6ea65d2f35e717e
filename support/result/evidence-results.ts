import { broken, type Verdict } from '../control';
import type { Instant } from '../report';
import { type AuditResult, type ControlResult, sourceLabel } from './audit-result';
import { unjudged } from './unjudged';

/** Without a report, `accountId` and `asOf` are undefined, and `readAt` is when the run began. */
export interface EvidenceHeader {
  readonly accountId: string | undefined;
  readonly partition: string;
  readonly source: string;
  readonly mark: string;
  readonly asOf: Instant | undefined;
  readonly readAt: Instant;
}

/** What every machine-readable file says of the report; `mark` begins titles, `DEMO: ` or ''. */
export function evidenceHeader({ audited, run }: AuditResult): EvidenceHeader {
  if (!audited) {
    const none = { accountId: undefined, partition: 'aws', asOf: undefined, mark: '' };
    return { ...none, source: 'no report', readAt: run.startedAt };
  }
  const { accountId, partition, asOf } = audited.report;
  const source = sourceLabel(audited);
  const mark = source === 'DEMO' ? 'DEMO: ' : '';
  return { accountId, partition, source, mark, asOf, readAt: audited.readAt };
}

const known = new WeakMap<AuditResult, readonly ControlResult[]>();

/** Never empty: a problem of the run as a whole is an error of `audit`, so no file is green. */
export function evidenceResults(result: AuditResult): readonly ControlResult[] {
  const made = known.get(result) ?? [...checked(result), ...unchecked(result)].map(withoutDoubles);
  known.set(result, made);
  return made;
}

function checked({ results }: AuditResult): readonly ControlResult[] {
  return results.filter(({ verdicts }) => verdicts.length > 0);
}

const AUDIT = { id: 'audit', severity: 'critical' } as const;

function unchecked(result: AuditResult): readonly ControlResult[] {
  const { problems, run } = result;
  if (problems.length === 0 && checked(result).length > 0) return [];
  const reasons = problems.length > 0 ? problems : ['nothing was selected'];
  return [
    unjudged(
      {
        ...AUDIT,
        about: {
          title: 'The audit could check the account',
          nist: [],
          rationale: 'What was not checked has not passed.',
          remediation: 'Mend what the reason names, then run the audit again.',
        },
        start: run.startedAt,
      },
      reasons.map((reason) => broken(AUDIT, 'audit', undefined, reason)),
    ),
  ];
}

const unique = new WeakSet<ControlResult>();

/** Tells equal subjects apart, `alice` and `alice (2)`: plain tests may have one title twice. */
export function withoutDoubles(result: ControlResult): ControlResult {
  const made = unique.has(result) ? result : toldApart(result);
  unique.add(made);
  return made;
}

function toldApart(result: ControlResult): ControlResult {
  const taken = new Set(result.verdicts.map(({ subject }) => subject));
  if (taken.size === result.verdicts.length) return result;
  const times = new Map<string, number>();
  const verdicts = result.verdicts.map((verdict): Verdict => {
    let time = (times.get(verdict.subject) ?? 0) + 1;
    const name = () => `${verdict.subject} (${time})`;
    while (time > 1 && taken.has(name())) time++;
    times.set(verdict.subject, time);
    return time === 1 ? verdict : { ...verdict, subject: name() };
  });
  return { ...result, verdicts };
}
