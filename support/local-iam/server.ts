import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalAccount } from './account';
import { actions, isActionName } from './actions';
import { admit } from './admission';
import { IamError } from './errors';
import type { Faults } from './faults';
import { type LocalOrganization, memberAccounts, memberOfKey, type Served } from './organization';
import { organizationAnswer } from './organization-actions';
import { play, type Reply, type Scene } from './play';
import { type Answer, type Call, failure, jsonAnswer, readCall, success } from './protocol';
import { ReportTask } from './report-task';
import { type Script, stepper } from './script';

/** A call that reached the endpoint, refused or not; the params are those of the form, without Action and Version. */
export interface RecordedRequest {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  /** The account whose assumed role called; undefined for the endpoint's own account. */
  readonly member?: string | undefined;
}

/** A running endpoint. */
export interface LocalIam {
  /** For `AWS_ENDPOINT_URL` or a client's `endpoint`: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** Every call so far that was let in, in order of arrival; grows while the endpoint runs. */
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
  /** Lets other accounts be entered by AssumeRole, and be listed. */
  organization?: LocalOrganization | undefined;
  /** Calls that fail, whatever the script says of the others; none by default. */
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

/** The answer to a call that was not let in: of it no more than the headers are read. */
function turnAway({ headers }: IncomingMessage, response: ServerResponse, error: IamError): void {
  const protocol = headers['x-amz-target'] === undefined ? 'query' : 'json';
  response.setHeader('connection', 'close');
  send(response, { answer: failure({ protocol, version: '' }, error) });
}

function refuse(call: Call, code: string, message?: string): Reply {
  return { answer: failure(call, new IamError(code, message)) };
}

/** Says which call of its action and account a call is, and whether it fails. */
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

/**
 * Starts an HTTP endpoint on 127.0.0.1 that speaks IAM's and STS's query protocol for one account, and, given an
 * organization, that of Organizations and for all its accounts. It answers to its own name alone, and no web page
 * (see `admit`). Signatures are asked for but not verified: any credentials will do, and those of an assumed role are
 * its account's.
 *
 * Rejects when the port cannot be taken.
 */
export async function startLocalIam(options: LocalIamOptions): Promise<LocalIam> {
  const { account, port = 0, generationMs = 0, script = {}, organization } = options;
  const requests: RecordedRequest[] = [];
  const own: Served = { account, task: new ReportTask(generationMs) };
  const memberAccount = memberAccounts(organization, generationMs);
  const faultOf = faulter(options.faults ?? (() => undefined));
  const nextStep = stepper(script);
  const closing = new AbortController();

  function act(call: Call, served: Served): Answer {
    const { protocol, action, params, version } = call;
    if (protocol === 'json') return jsonAnswer(organizationAnswer(organization, action, params));
    if (isActionName(action)) {
      return success(call, actions[action]({ ...served, params, organization }));
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
    const scene: Scene = { ...served, call, act: () => act(call, served), closing: closing.signal };
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
