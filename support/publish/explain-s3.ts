import { errorCode, said } from '../aws';
import { explainPublication, PublishError } from './publish-permissions';

/** Turns what S3 refused to an action such as `s3:PutObject` into an error that says what to do next. */
export function explainS3(
  error: unknown,
  action: string,
  bucket: string,
  owner?: string,
): PublishError {
  const because = (text: string) => new PublishError(text, { cause: error });
  const code = errorCode(error);
  if (code.startsWith('KMS.')) {
    return because(
      `The KMS key cannot be used (${code}: ${said(error)}). It must be enabled, and in the region ` +
        `of the bucket "${bucket}".`,
    );
  }
  switch (code) {
    case 'NoSuchBucket':
    case 'NotFound':
      return because(
        `There is no bucket "${bucket}". Create it, or correct the destination; in any ` +
          'partition but aws (GovCloud, China and others) set AWS_REGION to a region there.',
      );
    case 'PermanentRedirect':
    case 'TemporaryRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return because(
        `The bucket "${bucket}" is in another region (${said(error)}). Set AWS_REGION to that one.`,
      );
    case 'ConditionalRequestConflict':
      return because(`Another publication of this run is under way (${said(error)}). Try again.`);
    case 'NotImplemented':
      return because(
        `The endpoint does not know conditional writes (${said(error)}), so it could overwrite ` +
          'evidence. Publish to one that does.',
      );
    case 'AccessDenied':
      return because(explainPublication(error, action).message + ownerHint(bucket, owner));
  }
  return explainPublication(error, action);
}

function ownerHint(bucket: string, owner: string | undefined): string {
  if (owner === undefined) return '';
  return ` S3 says the same where the owner of "${bucket}" is not account ${owner}.`;
}
