import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBody } from './admission';
import type { IamError } from './errors';
import { element } from './xml';

/** One call, read off the wire. */
export interface Call {
  /** Organizations speaks JSON. */
  protocol: 'query' | 'json';
  action: string;
  version: string;
  /** Without `Action` and `Version`; of JSON the top level. */
  params: Readonly<Record<string, string>>;
  signed: boolean;
  accessKeyId: string | undefined;
  /** From `X-Amz-Date`, milliseconds since the epoch; NaN without one. */
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

/** Reads a POST. Throws an IamError where it is too long. */
export async function readCall(message: IncomingMessage): Promise<Call> {
  const { authorization, 'x-amz-target': target, 'x-amz-date': date } = message.headers;
  const body = await readBody(message);
  return {
    ...(target === undefined ? readForm(body) : readJson(String(target), body)),
    signed: authorization !== undefined,
    accessKeyId: /Credential=(\w+)/.exec(authorization ?? '')?.[1],
    signedAt: clockOf(date),
  };
}

type Body = Pick<Call, 'protocol' | 'action' | 'version' | 'params'>;

function readForm(body: string): Body {
  const form = new URLSearchParams(body);
  const { Action = '', Version = '', ...params } = Object.fromEntries(form);
  return { protocol: 'query', action: Action, version: Version, params };
}

function readJson(target: string, body: string): Body {
  const [version = '', action = ''] = target.split('.');
  const params: object = JSON.parse(body || '{}');
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
  return { protocol: 'json', action, version, params: Object.fromEntries(texts) };
}

function answer(version: string, status: number, root: string, children: string[]): Answer {
  const requestId = randomUUID();
  const id = element('RequestId', requestId);
  const tail = root === 'ErrorResponse' ? id : element('ResponseMetadata', [id]);
  const inner = [...children, tail].join('');
  const body = `<${root} xmlns="${namespace(version)}">${inner}</${root}>`;
  return { status, contentType: 'text/xml', body, requestId };
}

/** The answer to a call that succeeded; `result` are the child elements of `<XxxResult>`. */
export function success(call: Call, result: readonly string[]): Answer {
  return answer(call.version, 200, `${call.action}Response`, [
    element(`${call.action}Result`, result),
  ]);
}

/** The answer to a call of Organizations. */
export function jsonAnswer(result: object, status = 200): Answer {
  const contentType = 'application/x-amz-json-1.1';
  return { status, contentType, body: JSON.stringify(result), requestId: randomUUID() };
}

/** The answer to a call that failed. */
export function failure(call: Pick<Call, 'protocol' | 'version'>, error: IamError): Answer {
  if (call.protocol === 'json') {
    return jsonAnswer({ __type: error.code, message: error.message }, error.status);
  }
  return answer(call.version, error.status, 'ErrorResponse', [
    element('Error', [
      element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
      element('Code', error.code),
      element('Message', error.message || undefined),
    ]),
  ]);
}
