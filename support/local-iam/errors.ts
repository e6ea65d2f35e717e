interface KnownError {
  status: number;
  message?: string;
}

// As with AWS, the report errors have no message on the wire: the SDKs print "Unknown".
const KNOWN: ReadonlyMap<string, KnownError> = new Map([
  ['ReportNotPresent', { status: 410 }],
  ['ReportInProgress', { status: 404 }],
  ['ReportExpired', { status: 410 }],
  ['ServiceFailure', { status: 500 }],
  [
    'LimitExceeded',
    { status: 409, message: 'No more capacity to launch new report generation tasks' },
  ],
  ['Throttling', { status: 400, message: 'Rate exceeded' }],
  ['AccessDenied', { status: 403, message: 'User is not authorized to perform this action' }],
  [
    'ExpiredToken',
    { status: 403, message: 'The security token included in the request is expired' },
  ],
  [
    'InvalidClientTokenId',
    { status: 403, message: 'The security token included in the request is invalid.' },
  ],
  ['MissingAuthenticationToken', { status: 403, message: 'Missing Authentication Token' }],
  [
    'RequestTimeTooSkewed',
    {
      status: 403,
      message: 'The difference between the request time and the current time is too large.',
    },
  ],
  [
    'SignatureDoesNotMatch',
    { status: 403, message: 'The request signature we calculated does not match the one provided' },
  ],
  ['NoSuchEntity', { status: 404 }],
  ['ValidationError', { status: 400 }],
  ['InvalidAction', { status: 400 }],
  ['InternalFailure', { status: 500 }],
  ['ServiceUnavailable', { status: 503, message: 'Service Unavailable' }],
]);

/** An error answer: a wire code, by default with AWS's own status (400 if unknown here) and message. */
export class IamError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message?: string, status?: number) {
    super(message ?? KNOWN.get(code)?.message ?? '');
    this.code = code;
    this.status = status ?? KNOWN.get(code)?.status ?? 400;
  }
}
