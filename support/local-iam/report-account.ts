import type { LocalAccount } from './account';
import { reported } from './reported';
import type { Script } from './script';

const ROOT_ARN = /arn:(aws(?:-[a-z]+)*):iam::(\d{12}):root/;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/;
const UNKNOWN = [
  { error: 'AccessDenied', message: 'The endpoint serves a report file, which does not say this' },
] as const;

/** Refuses what a report alone does not tell, so that no control judges an invented fact. */
export const reportOnly: Script = {
  GetAccountSummary: UNKNOWN,
  GetAccountPasswordPolicy: UNKNOWN,
  ListVirtualMFADevices: UNKNOWN,
  ListAccountAliases: UNKNOWN,
  ListServiceSpecificCredentials: UNKNOWN,
  ListMFADevices: UNKNOWN,
  GetMFADevice: UNKNOWN,
  ListAccessKeys: UNKNOWN,
  ListSSHPublicKeys: UNKNOWN,
  GetAccountAuthorizationDetails: UNKNOWN,
  ListOrganizationsFeatures: UNKNOWN,
  ListUsers: UNKNOWN,
};

/** The account of a saved report, to be served with `reportOnly`. Throws an Error fit for the terminal. */
export function reportAccount(report: string, generatedTime: string): LocalAccount {
  if (!UTC.test(generatedTime) || Number.isNaN(Date.parse(generatedTime))) {
    throw new Error(
      `--generated-time must be a UTC time such as 2026-01-31T08:15:00Z, not "${generatedTime}"`,
    );
  }
  const [, partition = '', accountId] = ROOT_ARN.exec(report) ?? [];
  if (accountId === undefined) {
    throw new Error(
      'This is no IAM credential report: it has no ARN of a root user (arn:<partition>:iam::<account>:root)',
    );
  }
  return {
    accountId,
    partition,
    callerArn: `arn:${partition}:sts::${accountId}:assumed-role/local-iam/report-file`,
    report,
    generatedTime,
    summary: {},
    ...reported(report),
  };
}
