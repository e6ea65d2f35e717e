import type { AccountSummary, CredentialReport, Root } from '../../report';
import type { Finding } from '../finding';

type Value = number | boolean | undefined;

interface Figure {
  readonly what: string;
  readonly report: Value;
  readonly live: Value;
}

/**
 * Holds when report and live figures agree; the report may be 4 hours old. Throws Error where none can be
 * compared.
 */
export function agreesWithSummary(report: CredentialReport, summary: AccountSummary): Finding {
  const figures = figuresOf(report, summary);
  const compared = figures.filter((each) => isKnown(each.report) && isKnown(each.live));
  if (compared.length === 0) {
    throw new Error('the account summary holds no figure that the report could be compared with');
  }
  const differences = compared
    .filter(({ report: ours, live }) => ours !== live)
    .map(({ what, report: ours, live }) => `${what}: report ${ours}, live ${live}`);
  const passed = differences.length === 0;
  const left = figures.filter((each) => !compared.includes(each)).map(({ what }) => what);
  const rest =
    left.length === 0 ? '' : ` Not compared, since one of them does not tell: ${list(left)}.`;
  return {
    passed,
    measured: differences.join('; ') || 'no difference',
    limit: 'no difference',
    reason: passed
      ? `The report agrees with the account summary on ${list(compared.map(said))}.${rest}`
      : `The report differs from the account summary (${differences.join('; ')}): it is older than the last change.${rest}`,
  };
}

function figuresOf({ users, root }: CredentialReport, live: AccountSummary): readonly Figure[] {
  const { rootAccessKeys, rootCertificates } = live;
  return [
    { what: 'users', report: users.length, live: live.users },
    { what: 'root MFA', report: root.mfaActive, live: live.rootMfaEnabled },
    { what: 'root password', report: passwordOf(root), live: live.rootPassword },
    {
      what: 'root access keys',
      report: root.accessKeys.length > 0,
      live: rootAccessKeys === undefined ? undefined : rootAccessKeys > 0,
    },
    {
      what: 'root signing certificates',
      report: certificatesOf(root),
      live: rootCertificates === undefined ? undefined : rootCertificates > 0,
    },
  ];
}

function passwordOf({ password }: Root): boolean | undefined {
  return password?.assumed ? undefined : password !== undefined;
}

// Whether IAM counts inactive certificates, as it does keys, is not documented.
function certificatesOf({ certificates }: Root): boolean | undefined {
  if (certificates.length === 0) return false;
  return certificates.some(({ active }) => active) || undefined;
}

function isKnown(value: Value): boolean {
  return value !== undefined;
}

function said({ what, live }: Figure): string {
  return typeof live === 'number' ? `${what} (${live})` : what;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
