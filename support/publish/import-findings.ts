import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  type BatchImportFindingsCommandOutput,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { errorCode, said } from '../aws';
import { explainPublication, PublishError } from './publish-permissions';

/** One region's Security Hub of an account. */
export interface Hub {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A finding that Security Hub refused. */
export interface ImportFailure {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

const IMPORT = 'securityhub:BatchImportFindings';

// Limits of BatchImportFindings, with 1 KB = 1000 bytes: the narrower reading.
// https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
const FINDINGS_PER_BATCH = 100;
const BYTES_PER_FINDING = 240_000;
const BYTES_PER_BATCH = 5_900_000;

interface Imported {
  readonly taken: number;
  readonly failed: readonly ImportFailure[];
}

/** Imports findings in batches. Throws a PublishError; what is refused one by one is listed. */
export async function importFindings(
  client: SecurityHubClient,
  hub: Hub,
  findings: readonly AwsSecurityFinding[],
): Promise<Imported> {
  const sized = findings.map((finding) => ({ finding, bytes: byteLength(finding) }));
  const failed = sized.filter(({ bytes }) => bytes > BYTES_PER_FINDING).map(tooLarge);
  let taken = 0;
  for (const batch of batches(sized.filter(({ bytes }) => bytes <= BYTES_PER_FINDING))) {
    const answer = await importBatch(client, hub, batch);
    taken += answer.taken;
    failed.push(...answer.failed);
  }
  return { taken, failed };
}

interface Sized {
  readonly finding: AwsSecurityFinding;
  readonly bytes: number;
}

function byteLength(finding: AwsSecurityFinding): number {
  return Buffer.byteLength(JSON.stringify(finding)) + 1;
}

function tooLarge({ finding, bytes }: Sized): ImportFailure {
  const message = `It has ${bytes} bytes; Security Hub takes ${BYTES_PER_FINDING}.`;
  return { id: finding.Id ?? '', code: 'FindingTooLarge', message };
}

function* batches(findings: readonly Sized[]): Generator<AwsSecurityFinding[]> {
  let batch: AwsSecurityFinding[] = [];
  let total = 0;
  for (const { finding, bytes } of findings) {
    if (batch.length === FINDINGS_PER_BATCH || total + bytes > BYTES_PER_BATCH) {
      yield batch;
      batch = [];
      total = 0;
    }
    batch.push(finding);
    total += bytes;
  }
  if (batch.length > 0) yield batch;
}

async function importBatch(
  client: SecurityHubClient,
  hub: Hub,
  Findings: AwsSecurityFinding[],
): Promise<Imported> {
  try {
    const answer = await client.send(new BatchImportFindingsCommand({ Findings }));
    return readAnswer(answer, Findings.length);
  } catch (error) {
    throw explainHub(error, IMPORT, hub);
  }
}

function readAnswer(answer: BatchImportFindingsCommandOutput, sent: number): Imported {
  const { SuccessCount: taken, FailedCount, FailedFindings = [] } = answer;
  if (taken === undefined || FailedCount === undefined || taken + FailedCount !== sent) {
    throw new TypeError(`it accounts for ${taken} + ${FailedCount} of ${sent} findings`);
  }
  const failed = FailedFindings.map(({ Id = '', ErrorCode = '', ErrorMessage = '' }) => ({
    id: Id,
    code: ErrorCode,
    message: ErrorMessage,
  }));
  // How BatchImportFindings says that Security Hub is not enabled.
  const refused = failed.find(({ code }) => code === 'InvalidAccess');
  if (refused === undefined) return { taken, failed };
  throw Object.assign(new Error(refused.message), { name: 'InvalidAccessException' });
}

/** Turns what Security Hub refused into an error that says what to do next. */
export function explainHub(error: unknown, action: string, { account, region }: Hub): PublishError {
  if (errorCode(error) !== 'InvalidAccessException') return explainPublication(error, action);
  return new PublishError(
    `Security Hub does not take findings of account ${account} in ${region} ` +
      `(InvalidAccessException: ${said(error)}). Enable it: aws securityhub enable-security-hub ` +
      `--region ${region}; or set AWS_REGION to a region where it is enabled.`,
    { cause: error },
  );
}
