import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalAccount } from './account';
import { isActionName } from './actions';
import { IamError } from './errors';
import { play, type Reply } from './play';
import { type Call, failure, readCall } from './protocol';
import { ReportTask } from './report-task';
import { type Script, stepper } from './script';

/** A call that reached the endpoint, refused or not; the params are those of the form, without Action and Version. */
export interface RecordedRequest {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A running endpoint. */
export interface LocalIam {
  /** For `AWS_ENDPOINT_URL` or a client's `endpoint`: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** Every call so far, in order of arrival; grows while the endpoint runs. */
  readonly requests: readonly RecordedRequest[];
  /** Cuts every connection, ends pending delays and frees the port. May be called twice. */
  close(): Promise<void>;
}

/** What `startLocalIam` takes. */
export interface LocalIamOptions {
  account: LocalAccount;
  /** 0, the default, takes a free one. */
  port?: number;
  /** How long the first report takes to generate, in milliseconds; 0 by default. */
  generationMs?: number;
  /** Departures from the built-in behaviour; none by default. */
  script?: Script;
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { answer, cutAfter, skewMs = 0 } = reply;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    'x-amzn-requestid': answer.requestId,
    date: new Date(Date.now() + skewMs).toUTCString(),
  });
  if (cutAfter === undefined) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  response.write(body.subarray(0, cutAfter));
  response.socket?.destroySoon();
}

function refuse(call: Call, code: string, message?: string): Reply {
  return { answer: failure(call, new IamError(code, message)) };
}

/**
 * Starts an HTTP endpoint on 127.0.0.1 that speaks IAM's and STS's query protocol for one account. Signatures are
 * asked for but not verified: any credentials will do.
 *
 * Rejects when the port cannot be taken.
 */
export async function startLocalIam(options: LocalIamOptions): Promise<LocalIam> {
  const { account, port = 0, generationMs = 0, script = {} } = options;
  const requests: RecordedRequest[] = [];
  const task = new ReportTask(generationMs);
  const nextStep = stepper(script);
  const closing = new AbortController();

  async function reply(call: Call): Promise<Reply> {
    const { action, params, version } = call;
    requests.push({ action, params });
    if (!call.signed) return refuse(call, 'MissingAuthenticationToken');
    if (!isActionName(action)) {
      const message = `Could not find operation ${action} for version ${version}`;
      return refuse(call, 'InvalidAction', message);
    }
    return play(nextStep(action), { name: action, call, account, task, closing: closing.signal });
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, await reply(await readCall(message)));
    } catch {
      // The caller went away, or the endpoint is closing: nobody is left to answer.
      response.destroy();
    }
  }

  const server = createServer(handle);
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;

  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
