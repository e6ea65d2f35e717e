// IAM's wire codes, and what the SDK calls them.
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
    AbortError: 'TimeoutError',
    ETIMEDOUT: 'TimeoutError',
  }),
);

/**
 * The one word for an error of an AWS call: IAM's wire code, Node's network code, else the name.
 * SDK names (`CredentialReportNotReadyException`) and wire codes (`ReportInProgress`) are both seen.
 */
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

const TRANSIENT = new Set(['Throttling', 'ServiceFailure', 'TimeoutError', 'ECONNRESET', 'EPIPE']);

/** Tells whether the same call may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has(errorCode(error));
}
