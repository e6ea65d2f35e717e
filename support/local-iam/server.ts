import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalAccount } from './account';
import { actions, isActionName } from './actions';
import { admit } from './admission';
import { IamError } from './errors';
import { type LocalOrganization, memberAccounts, memberOfKey, type Served } from './organization';
import { organizationAnswer } from './organization-actions';
import type { Paging } from './page';
import { play, type Reply, type Scene } from './play';
import { type Answer, type Call, failure, jsonAnswer, readCall, success } from './protocol';
import { ReportTask } from './report-task';
import { type Faults, type Script, stepper } from './script';

/** A call that was let in, refused or not. */
export interface RecordedRequest extends Readonly<Pick<Call, 'action' | 'params'>> {
  /** Whose assumed role called. */
  readonly member?: string | undefined;
}

/** A running endpoint. */
export interface LocalIam {
  readonly url: string;
  readonly port: number;
  /** In order of arrival; grows while the endpoint runs. */
  readonly requests: readonly RecordedRequest[];
  /** Cuts every connection. May be called twice. */
  close(): Promise<void>;
}

/** What `startLocalIam` takes. */
export interface LocalIamOptions {
  account: LocalAccount;
  /** By default a free one. */
  port?: number;
  /** Milliseconds that the first report takes; 0 by default. */
  generationMs?: number;
  script?: Script;
  organization?: LocalOrganization | undefined;
  faults?: Faults;
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

// Of a call that is not let in only the headers are read.
function turnAway({ headers }: IncomingMessage, response: ServerResponse, error: IamError): void {
  const protocol = headers['x-amz-target'] === undefined ? 'query' : 'json';
  response.setHeader('connection', 'close');
  send(response, { answer: failure({ protocol, version: '' }, error) });
}

function refuse(call: Call, code: string, message?: string): Reply {
  return { answer: failure(call, new IamError(code, message)) };
}

function faulter(faults: Faults) {
  const played = new Map<string, number>();
  return ({ action, params }: Call, caller: string) => {
    const account = /^arn:[^:]*:iam::(\d{12}):/.exec(params.RoleArn ?? '')?.[1] ?? caller;
    const key = `${action}/${account}`;
    const nth = played.get(key) ?? 0;
    played.set(key, nth + 1);
    return faults({ action, account, nth });
  };
}

/** Starts an endpoint on 127.0.0.1. Signatures are not verified: any credentials will do. */
export async function startLocalIam(options: LocalIamOptions): Promise<LocalIam> {
  const { account, port = 0, generationMs = 0, script = {}, organization } = options;
  const requests: RecordedRequest[] = [];
  const own: Served = { account, task: new ReportTask(generationMs) };
  const memberAccount = memberAccounts(organization, generationMs);
  const faultOf = faulter(options.faults ?? (() => undefined));
  const nextStep = stepper(script);
  const closing = new AbortController();

  function act(call: Call, served: Served, paging: Paging = 'pages'): Answer {
    const { protocol, action, params, version } = call;
    if (protocol === 'json') return jsonAnswer(organizationAnswer(organization, action, params));
    if (isActionName(action)) {
      return success(call, actions[action]({ ...served, params, paging, organization }));
    }
    const message = `Could not find operation ${action} for version ${version}`;
    throw new IamError('InvalidAction', message);
  }

  async function reply(call: Call): Promise<Reply> {
    const { action, params } = call;
    const member = memberOfKey(call.accessKeyId);
    requests.push({ action, params, member });
    if (!call.signed) return refuse(call, 'MissingAuthenticationToken');
    const served = member === undefined ? own : memberAccount(member);
    if (!served) return refuse(call, 'InvalidClientTokenId');
    const scripted = isActionName(action) ? nextStep(action) : 'default';
    const scene: Scene = {
      ...served,
      call,
      act: (paging) => act(call, served, paging),
      closing: closing.signal,
    };
    return play(faultOf(call, served.account.accountId) ?? scripted, scene);
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      admit(message, bound);
      send(response, await reply(await readCall(message)));
    } catch (error) {
      if (error instanceof IamError) return turnAway(message, response, error);
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
