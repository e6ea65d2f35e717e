const WIRE_CODES = new Map(
  Object.entries({
    CredentialReportNotPresentException: 'ReportNotPresent',
    CredentialReportNotReadyException: 'ReportInProgress',
    CredentialReportExpiredException: 'ReportExpired',
    LimitExceededException: 'LimitExceeded',
    ServiceFailureException: 'ServiceFailure',
    AccessDeniedException: 'AccessDenied',
    ThrottlingException: 'Throttling',
    TooManyRequestsException: 'Throttling',
    RequestLimitExceeded: 'Throttling',
    ExpiredTokenException: 'ExpiredToken',
    InternalFailure: 'ServiceFailure',
    ServiceException: 'ServiceFailure',
    InternalError: 'ServiceFailure',
    ServiceUnavailable: 'ServiceFailure',
    InvalidSignatureException: 'SignatureDoesNotMatch',
    AbortError: 'TimeoutError',
    ETIMEDOUT: 'TimeoutError',
  }),
);

/** The one word for an error of an AWS call: IAM's wire code, Node's network code, else the name. */
export function errorCode(error: unknown): string {
  const word = ['Code', 'code', 'name']
    .map((key) => property(error, key))
    .find((value) => value !== undefined && value !== 'Error');
  if (word === 'Unknown' && isServerError(error)) return 'ServiceFailure';
  return WIRE_CODES.get(word ?? '') ?? word ?? 'Error';
}

// A proxy that fails says so in HTML, which the SDK calls `Unknown`.
function isServerError(error: unknown): boolean {
  const metadata: unknown = Object(error)?.$metadata;
  return Number(Object(metadata)?.httpStatusCode) >= 500;
}

function property(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}

const SKEWED = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);
const SAYS_SKEWED = /\bsignature (?:has )?(?:expired|(?:is )?not yet (?:current|valid))\b/i;

/** Tells whether AWS refused the call since this machine's clock is wrong. */
export function isSkewed(error: unknown): boolean {
  const code = errorCode(error);
  if (SKEWED.has(code)) return true;
  return code === 'SignatureDoesNotMatch' && SAYS_SKEWED.test(property(error, 'message') ?? '');
}

/** The first line of an error's message: AWS puts signed headers, a token among them, on the next. */
export function said(error: unknown): string {
  const text = property(error, 'message') ?? String(error);
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}

const NO_ANSWER = new Set(['TimeoutError', 'ECONNRESET', 'EPIPE']);

/** What AWS answered, for a message: its code, and its words if any. undefined = no answer came. */
export function answerOf(error: unknown): string | undefined {
  const code = errorCode(error);
  if (NO_ANSWER.has(code)) return undefined;
  const words = said(error);
  return ['', 'Unknown', 'UnknownError', code].includes(words) ? code : `${code}: ${words}`;
}

const TRANSIENT = new Set(['Throttling', 'ServiceFailure', 'TimeoutError', 'ECONNRESET', 'EPIPE']);

/** Tells whether the same call may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has(errorCode(error));
}
