import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IamError } from './errors';
import { element } from './xml';

/** One call of the query protocol, read off the wire. */
export interface Call {
  action: string;
  version: string;
  /** Everything but `Action` and `Version`. */
  params: Readonly<Record<string, string>>;
  signed: boolean;
  /** The caller's clock from `X-Amz-Date`, milliseconds since the epoch; NaN without one. */
  signedAt: number;
}

/** One HTTP answer; the body is whole even where the connection will be cut. */
export interface Answer {
  status: number;
  contentType: string;
  body: string | Uint8Array;
  requestId: string;
}

const STS_VERSION = '2011-06-15';

function namespace(version: string): string {
  return version === STS_VERSION
    ? `https://sts.amazonaws.com/doc/${STS_VERSION}/`
    : 'https://iam.amazonaws.com/doc/2010-05-08/';
}

function clockOf(amzDate: string | string[] | undefined): number {
  const iso = String(amzDate).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  return Date.parse(iso);
}

/** Reads a form-encoded POST to its end. */
export async function readCall(message: IncomingMessage): Promise<Call> {
  const form = new URLSearchParams(await text(message));
  const { Action = '', Version = '', ...params } = Object.fromEntries(form);
  return {
    action: Action,
    version: Version,
    params,
    signed: message.headers.authorization !== undefined,
    signedAt: clockOf(message.headers['x-amz-date']),
  };
}

function answer(version: string, status: number, root: string, children: string[]): Answer {
  const requestId = randomUUID();
  const id = element('RequestId', requestId);
  const tail = root === 'ErrorResponse' ? id : element('ResponseMetadata', [id]);
  const inner = [...children, tail].join('');
  const body = `<${root} xmlns="${namespace(version)}">${inner}</${root}>`;
  return { status, contentType: 'text/xml', body, requestId };
}

/** The answer to a call that went well; `result` holds the child elements of `<XxxResult>`. */
export function success(call: Call, result: readonly string[]): Answer {
  return answer(call.version, 200, `${call.action}Response`, [
    element(`${call.action}Result`, result),
  ]);
}

/** AWS's error shape for a call that did not. */
export function failure(call: Call, error: IamError): Answer {
  return answer(call.version, error.status, 'ErrorResponse', [
    element('Error', [
      element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
      element('Code', error.code),
      element('Message', error.message || undefined),
    ]),
  ]);
}
