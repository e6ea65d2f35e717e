import { errorCode, explain, said } from '../aws';
import { ExpectedError } from '../report';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
/** The least policy for S3; `s3:GetObject` only compares a file that is there already. */
export const S3_PUBLISH_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject'],
      Resource: 'arn:aws:s3:::BUCKET/PREFIX/*',
    },
  ],
} as const;

/** Needed besides for a KMS key: without `kms:Decrypt` S3 does not tell a checksum. */
export const KMS_PUBLISH_STATEMENT = {
  Effect: 'Allow',
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: 'arn:aws:kms:REGION:ACCOUNT:key/KEY',
} as const;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html */
export const SECURITY_HUB_PUBLISH_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['securityhub:BatchImportFindings'],
      Resource: 'arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default',
    },
    { Effect: 'Allow', Action: ['securityhub:GetFindings'], Resource: '*' },
  ],
} as const;

/** Evidence could not be published. The message says what to do next. */
export class PublishError extends ExpectedError {
  override readonly name = 'PublishError';
}

const NO_CREDENTIALS =
  'No AWS credentials were found. Set AWS_PROFILE, or run "aws configure" or "aws sso login", ' +
  'then publish again.';

const BUSY = new Set([
  'Throttling',
  'LimitExceeded',
  'ServiceFailure',
  'SlowDown',
  'InternalException',
]);

// Besides the codes of IAM and STS, which `explain` knows.
const REFUSED = new Set(['InvalidAccessKeyId', 'InvalidToken']);

/** Says what to do next. A refusal names the action that AWS found missing, such as one of KMS. */
export function explainPublication(error: unknown, action: string): PublishError {
  return new PublishError(sentence(error, action), { cause: error });
}

function sentence(error: unknown, action: string): string {
  const code = errorCode(error);
  if (code === 'CredentialsProviderError') return `${NO_CREDENTIALS} The SDK says: ${said(error)}`;
  if (BUSY.has(code)) {
    return `AWS could not serve ${action}, again and again (${code}: ${said(error)}). Try again later.`;
  }
  if (REFUSED.has(code)) {
    return `AWS did not accept the credentials at ${action} (${code}: ${said(error)}). Renew them.`;
  }
  return explain(error, missingAction(error) ?? action).message;
}

function missingAction(error: unknown): string | undefined {
  return /not authorized to perform: ([\w-]+:\w+)/.exec(said(error))?.[1];
}
