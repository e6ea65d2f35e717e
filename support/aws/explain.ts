import { ExpectedError } from '../report';
import { errorCode, isSkewed, said } from './error-code';

/** AWS could not be read: the verdict is "could not check". The message says what to do next. */
export class FetchError extends ExpectedError {
  override readonly name = 'FetchError';
}

const NO_CREDENTIALS = `No AWS credentials were found. There are three ways on:
  - credentials: set AWS_PROFILE, or run "aws configure" or "aws sso login", then npx iamspec exec
  - a saved report: npx iamspec exec --report report.csv
  - the demo, which needs neither: npx iamspec demo`;

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const INTERRUPTED = new Set(['ECONNRESET', 'EPIPE', 'TimeoutError']);
const REFUSED = new Set([
  'ExpiredToken',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'MissingAuthenticationToken',
  'AuthFailure',
  'OptInRequired',
]);

/** Tells whether AWS accepts no call of this machine: bad credentials, none, or a wrong clock. */
export function blamesCredentials(error: unknown): boolean {
  const code = errorCode(error);
  return REFUSED.has(code) || code === 'CredentialsProviderError' || isSkewed(error);
}

/** Says what to do after an error of a call, whose action is such as `iam:GetCredentialReport`. */
export function explain(error: unknown, action: string): FetchError {
  const tell = isSkewed(error) ? wrongClock : sentence;
  return new FetchError(tell(errorCode(error), said(error), action), { cause: error });
}

function wrongClock(code: string, words: string, action: string): string {
  return (
    `AWS refused ${action}, since the clock of this machine is wrong (${code}: ${words}). Set the ` +
    'clock, for example by NTP, then try again. It says nothing against the credentials.'
  );
}

function sentence(code: string, words: string, action: string): string {
  if (code === 'CredentialsProviderError')
    return `${NO_CREDENTIALS}\nThe SDK says: ${words}${profile()}`;
  if (code === 'AccessDenied') {
    return `AWS refused ${action} (AccessDenied: ${words}). Allow that action to the caller.`;
  }
  if (REFUSED.has(code)) {
    return (
      `AWS did not accept the credentials at ${action} (${code}: ${words}). Renew them; in any ` +
      'partition but aws (GovCloud, China, the European Sovereign Cloud and others) set AWS_REGION ' +
      'to a region there.'
    );
  }
  if (UNREACHABLE.has(code)) {
    return `AWS cannot be reached for ${action} (${words}). Check the network, proxy and AWS_ENDPOINT_URL.`;
  }
  if (INTERRUPTED.has(code)) {
    return `The connection broke at ${action}, again and again (${code}: ${words}). Try again later.`;
  }
  if (['Throttling', 'ServiceFailure', 'LimitExceeded'].includes(code)) {
    const service = action.startsWith('iam:') ? 'IAM' : 'AWS';
    return `${service} could not serve ${action}, again and again (${code}: ${words}). Try again later.`;
  }
  return (
    `The answer to ${action} was not understood (${code}: ${words}). Check that no proxy or ` +
    'AWS_ENDPOINT_URL stands between this machine and AWS.'
  );
}

function profile(): string {
  const { AWS_PROFILE } = process.env;
  return AWS_PROFILE === undefined ? '' : ` (AWS_PROFILE is "${AWS_PROFILE}")`;
}
