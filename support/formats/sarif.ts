import { fullReason, SEVERITIES, type Severity, type Verdict } from '../control';
import { formatInstant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  count,
  cut,
  ENDINGS,
  type EvidenceHeader,
  endingOf,
  evidenceHeader,
  evidenceResults,
  type FindingsOptions,
  idPrefix,
  inputTexts,
  isFinding,
  relatedRequirements,
  subjectHashes,
  UNKNOWN_ACCOUNT,
  visible,
  waiverRecord,
  whoAndWhen,
} from '../result';
import { fileUri } from './file-uri';
import { json, jsonText, one } from './json-text';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

// What GitHub takes; it refuses a run of more than 25,000 results, but none is left out here:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const LIMITS = { name: 255, text: 1024, help: 10_000, tags: 20 } as const;

/**
 * results.sarif: SARIF 2.1.0, for GitHub code scanning and other readers. A rule for each control of
 * a profile, a result for each verdict that failed, is waived (suppressed) or could not be checked.
 * It is located where one's own profile selects the control, since there is no file for a user; else
 * in package.json, which says that iamspec judges. Paths are relative to the policy repository.
 */
export function* sarif(result: AuditResult, options: FindingsOptions = {}): Generator<string> {
  const header = evidenceHeader(result);
  const rules = new Map<string, object>();
  for (const control of evidenceResults(result)) {
    const id = ruleId(control);
    if (!rules.has(id)) rules.set(id, rule(control, header));
  }
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const run = runOf(result, header, [...rules.values()]);
  const found = results(result, header, indexes, options);
  const runs = one({ ...run, results: found });
  yield* jsonText({ $schema: SCHEMA, version: '2.1.0', runs });
}

function runOf(result: AuditResult, header: EvidenceHeader, rules: readonly object[]): object {
  const { run, profiles } = result;
  const { accountId = UNKNOWN_ACCOUNT, partition, source, asOf } = header;
  const names = profiles.map(({ name }) => name);
  const informationUri = 'https://github.com/iamspec/iamspec';
  return {
    tool: { driver: { name: 'iamspec', version: run.version, informationUri, rules } },
    // Up to the last slash, it is the category: GitHub replaces what it has of the same one.
    automationDetails: { id: `iamspec/${accountId}/${names.join('+')}/${run.id}` },
    invocations: [invocation(result)],
    columnKind: 'utf16CodeUnits',
    properties: {
      account: header.accountId,
      partition,
      source,
      asOf: asOf === undefined ? undefined : formatInstant(asOf),
      profiles: names,
    },
  };
}

function invocation(result: AuditResult): object {
  const { run, exitCode, audited, problems } = result;
  const notReviewed = evidenceResults(result).flatMap(notReviewedText);
  const notification = (level: 'error' | 'warning') => (text: string) => ({
    level,
    message: { text: inertText(text) },
  });
  return {
    executionSuccessful: audited !== undefined && exitCode !== 2,
    exitCode,
    exitCodeDescription: ENDINGS[endingOf(result)].word,
    startTimeUtc: formatInstant(run.startedAt),
    toolExecutionNotifications: [
      ...problems.map(notification('error')),
      ...notReviewed.map(notification('warning')),
    ],
  };
}

function notReviewedText(control: ControlResult): readonly string[] {
  const [first, ...others] = control.verdicts.filter(({ status }) => status === 'notReviewed');
  if (!first) return [];
  const more = others.length > 0 ? ` So are ${count(others.length, 'more subject')}.` : '';
  return [`${ruleId(control)}: ${first.subject} is not reviewed. ${fullReason(first)}${more}`];
}

// A control at the limits of another profile is another rule.
function ruleId({ profile, id }: ControlResult): string {
  return profile === undefined ? id : `${profile}/${id}`;
}

/** As GitHub reads them: critical over 9.0, high from 7.0, medium from 4.0, low below. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  low: '3.0',
  medium: '5.5',
  high: '8.0',
  critical: '9.5',
};

const LEVEL: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

function rule(control: ControlResult, { mark }: EvidenceHeader): object {
  const { id, about, inputs, verdicts } = control;
  const severity = control.severity ?? worst(verdicts);
  const limits = inputTexts(inputs);
  const tags = new Set(['security', ...relatedRequirements(control)]);
  const help = cut(about?.remediation ?? 'Read what the result says.', LIMITS.help);
  return {
    id: cut(ruleId(control), LIMITS.text),
    name: cut(id, LIMITS.name),
    shortDescription: { text: cut(`${mark}${about?.title ?? id}`, LIMITS.text) },
    fullDescription: { text: cut(about?.rationale ?? id, LIMITS.text) },
    help: { text: limits.length > 0 ? `${help}\n\nLimits: ${limits.join(', ')}` : help },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: [...tags].slice(0, LIMITS.tags),
      precision: 'very-high',
      'security-severity': SECURITY_SEVERITY[severity],
    },
  };
}

function worst(verdicts: readonly Verdict[]): Severity {
  const severities = new Set(verdicts.map(({ severity }) => severity));
  return SEVERITIES.findLast((severity) => severities.has(severity)) ?? 'critical';
}

function* results(
  result: AuditResult,
  header: EvidenceHeader,
  indexes: ReadonlyMap<string, number>,
  options: FindingsOptions,
): Generator<object> {
  const hashOf = subjectHashes();
  for (const control of evidenceResults(result)) {
    const id = ruleId(control);
    const shared = { ruleId: cut(id, LIMITS.text), ruleIndex: indexes.get(id) };
    const locations = [{ physicalLocation: physicalLocation(control, result) }];
    const prefix = idPrefix(header, control);
    for (const verdict of control.verdicts) {
      if (!isResult(verdict) || !isFinding(verdict, options)) continue;
      const fingerprint = prefix + hashOf(json(verdict.subject));
      yield {
        ...shared,
        ...told(verdict, header),
        locations,
        // The first is the only one that GitHub uses.
        partialFingerprints: { primaryLocationLineHash: fingerprint, 'iamspec/v1': fingerprint },
      };
    }
  }
}

function isResult({ status }: Verdict): boolean {
  return status === 'failed' || status === 'error' || status === 'waived';
}

function told(verdict: Verdict, { mark }: EvidenceHeader): object {
  const { subject, arn, status, severity, measured, limit, fix } = verdict;
  return {
    level: LEVEL[severity],
    message: { text: inertText(`${mark}${fullReason(verdict)}`) },
    suppressions: status === 'waived' ? [suppression(verdict)] : [],
    properties: {
      ...{ subject, arn, status, measured, limit, class: verdict.class, fix },
      ...whoAndWhen(verdict),
    },
  };
}

// What was waived in a bundle that is exported has its waiver in its reason alone.
function suppression({ waiver, reason }: Verdict): object {
  return {
    kind: 'external',
    status: 'accepted',
    justification: waiver?.reason ?? reason,
    properties: waiver && waiverRecord(waiver),
  };
}

function physicalLocation(control: ControlResult, { policyFiles }: AuditResult): object {
  const { path, line } = control.place ?? { path: testFile(control, policyFiles), line: 1 };
  return {
    artifactLocation: { uri: fileUri(path ?? 'package.json') },
    // The first character: how long the line is, nobody knows here.
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
  };
}

function testFile(
  { profile, id }: ControlResult,
  files: AuditResult['policyFiles'],
): string | undefined {
  if (profile !== undefined) return undefined;
  const tests = files.filter(({ kind }) => kind === 'test').map(({ path }) => path);
  return tests.find((path) => path.replace(/^controls\//, '').startsWith(`${id}.test.`));
}

// Brackets would be a link, and what is hidden would hide something.
function inertText(text: string): string {
  return (
    visible(text)
      .trim()
      .replace(/[\\[\]]/g, '\\$&') || '-'
  );
}
