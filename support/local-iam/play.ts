import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { reportResult, stateResult } from './actions';
import { IamError } from './errors';
import type { Served } from './organization';
import type { Paging } from './page';
import { type Answer, type Call, failure, success } from './protocol';
import type { Step } from './script';

/** An answer, perhaps cut short or from a shifted clock, or a reset. */
export type Reply = 'reset' | { answer: Answer; cutAfter?: number; skewMs?: number };

/** A call and what its answer depends on. */
export interface Scene extends Served {
  call: Call;
  /** The answer of the action itself, its lists by pages unless told; throws an IamError. */
  act: (paging?: Paging) => Answer;
  closing: AbortSignal;
}

const MAX_SKEW_MS = 5 * 60_000;

function builtIn({ call, act }: Scene, paging?: Paging): Answer {
  try {
    return act(paging);
  } catch (error) {
    return failure(
      call,
      error instanceof IamError ? error : new IamError('InternalFailure', String(error)),
    );
  }
}

function skewed(scene: Scene, skewMs: number): Reply {
  const off = Math.abs(Date.now() + skewMs - scene.call.signedAt);
  const refused = off > MAX_SKEW_MS && failure(scene.call, new IamError('RequestTimeTooSkewed'));
  return { answer: refused || builtIn(scene), skewMs };
}

/** Answers a call as the step says. */
export async function play(step: Step, scene: Scene): Promise<Reply> {
  const { call, account, task } = scene;
  if (step === 'default') return { answer: builtIn(scene) };
  if ('delayMs' in step) {
    await sleep(step.delayMs, undefined, { signal: scene.closing });
    return play(step.answer ?? 'default', scene);
  }
  if ('state' in step) {
    task.announce(step.state);
    return { answer: success(call, stateResult(step.state, step.description)) };
  }
  if ('error' in step) {
    return { answer: failure(call, new IamError(step.error, step.message, step.status)) };
  }
  if ('reset' in step) return 'reset';
  if ('paging' in step) return { answer: builtIn(scene, step.paging) };
  if ('truncate' in step) return { answer: builtIn(scene), cutAfter: step.truncate };
  if ('skewMs' in step) return skewed(scene, step.skewMs);
  if ('body' in step) {
    const { body, status = 200, contentType = 'text/xml' } = step;
    return { answer: { body, status, contentType, requestId: randomUUID() } };
  }
  return { answer: success(call, reportResult(account, step)) };
}
