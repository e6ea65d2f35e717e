import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hastyClock, plannedAccount } from '../../tools/testing/organization';
import { ACCOUNT, csv, rootRow } from '../../tools/testing/report';
import { auditResult } from '../../tools/testing/result';
import { type Attempt, FetchError, type Generation } from '../aws';
import type { OrganizationRecord } from '../result/organization-record';
import { makePlan } from '../run';
import { takeSettings } from '../run/settings';
import { CallerError } from './assume-role';
import type { Collected, Collector } from './collect';
import { auditAccounts, type EngineOptions } from './engine';
import type { Progress } from './progress';

const plan = makePlan(takeSettings({}));
const accounts = Array.from({ length: 20 }, (_, index) => plannedAccount(String(index + 1)));
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Of an account that ends in 3 the report shows root without MFA. */
function collected(id: string): Collected {
  const root = id.endsWith('3') ? { password_enabled: 'true' } : {};
  const content = Buffer.from(csv([rootRow(root)]).replaceAll(ACCOUNT, id));
  const now = Date.now();
  const caller = { accountId: id, arn: 'arn' };
  const origin = { kind: 'live', endpoint: undefined } as const;
  const snapshot = { content, generatedTime: now, origin, caller, facts: {}, notes: [] };
  return { snapshot, readAt: now };
}

type Calls = { readonly [step in keyof Collector]: (id: string, nth: number) => unknown };

/** Answers each call after a moment, with what `calls` give or throw. */
function fakeCollector(calls: Partial<Calls>, log: string[]): Collector {
  const counts = new Map<string, number>();
  async function answer<T>(step: keyof Calls, id: string, standard: T): Promise<Attempt<T>> {
    const key = `${step} ${Number(id)}`;
    log.push(key);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    await tick();
    const again = calls[step]?.(id, nth);
    if (again instanceof FetchError)
      return { again: 'LimitExceeded', error: again, refusal: again };
    return typeof again === 'string' ? { again, error: undefined } : { done: standard };
  }
  return {
    start: ({ id }) => answer<Generation>('start', id, 'STARTED'),
    collect: ({ id }) => answer('collect', id, collected(id)),
  };
}

async function engine(calls: Partial<Calls> = {}, overrides: Partial<EngineOptions> = {}) {
  const log: string[] = [];
  const records: OrganizationRecord[] = [];
  const shown: Progress[] = [];
  const ending = await auditAccounts({
    run: auditResult().run,
    accounts,
    collector: fakeCollector(calls, log),
    planFor: () => plan,
    record: async ({ id }) => ({ bundle: `bundles/${id}` }),
    log: (record) => records.push(record),
    concurrency: 3,
    timeout: 300_000,
    clock: hastyClock,
    signal: new AbortController().signal,
    progress: (progress) => shown.push(progress),
    ...overrides,
  }).catch((error: Error) => error);
  const statuses = Object.fromEntries(
    records.map(({ account, status }) => [Number(account), status]),
  );
  return { ending, log, records, statuses, shown };
}

describe('auditAccounts', () => {
  test('starts everywhere first, then collects; each account is recorded once', async () => {
    const { ending, log, records, statuses } = await engine();
    expect(ending).toBeUndefined();
    expect(log.slice(0, 20).every((call) => call.startsWith('start'))).toBe(true);
    expect(log.slice(20).every((call) => call.startsWith('collect'))).toBe(true);
    expect(log).toHaveLength(40);
    expect(records).toHaveLength(20);
    expect(Object.entries(statuses).filter(([, status]) => status !== 'passed')).toEqual([
      ['3', 'failed'],
      ['13', 'failed'],
    ]);
    expect(records[0]).toMatchObject({ account: '000000000001', bundle: 'bundles/000000000001' });
  });

  test('asks again what passes, and gives the others their turn', async () => {
    const { log, statuses } = await engine({
      start: (id, nth) => id.endsWith('2') && nth < 3 && 'LimitExceeded',
      collect: (id, nth) => id.endsWith('7') && nth < 4 && 'ReportInProgress',
    });
    expect(Object.keys(statuses)).toHaveLength(20);
    expect(Object.values(statuses)).not.toContain('error');
    expect(log.filter((call) => call === 'start 12')).toHaveLength(4);
    expect(log.filter((call) => call === 'collect 7')).toHaveLength(5);
  });

  test('what does not pass, or not in time, is an error with the reason, and no end', async () => {
    const { records, statuses, log } = await engine(
      {
        start: (id) => {
          if (id.endsWith('4')) throw new FetchError('refused at the start');
        },
        collect: (id) => {
          if (id.endsWith('5')) throw new Error('a bug');
          return id.endsWith('6') && 'ReportInProgress';
        },
      },
      { timeout: 1 },
    );
    const errors = records.filter(({ status }) => status === 'error');
    const reasons = errors.map(({ account, reason }) => [Number(account), reason.slice(0, 30)]);
    expect(reasons.toSorted()).toEqual([
      [14, 'refused at the start'],
      [15, 'a bug'],
      [16, 'AWS did not deliver the creden'],
      [4, 'refused at the start'],
      [5, 'a bug'],
      [6, 'AWS did not deliver the creden'],
    ]);
    expect(Object.keys(statuses)).toHaveLength(20);
    expect(log).not.toContain('collect 4');
    expect(errors.every(({ controls }) => controls.length === plan.controls.length)).toBe(true);
  });

  test('where IAM never gets to a new report, the one in store is collected', async () => {
    const full = new FetchError('IAM could not serve iam:GenerateCredentialReport.');
    const { statuses, log } = await engine(
      { start: (id) => (id.endsWith('6') ? full : undefined) },
      { timeout: 1 },
    );
    expect([statuses[6], statuses[16]]).toEqual(['passed', 'passed']);
    expect(log.filter((call) => call === 'start 6')).toHaveLength(5);
    expect(log.filter((call) => call === 'collect 6')).toHaveLength(1);
  });

  test('a report that cannot be used is an error of its account', async () => {
    const { statuses } = await engine({}, { accounts: [plannedAccount('3'), plannedAccount('8')] });
    expect(statuses).toEqual({ 3: 'failed', 8: 'passed' });
    const stale = await engine(
      {},
      { planFor: () => ({ ...plan, settings: { ...plan.settings, maxReportAge: -1 } }) },
    );
    expect(new Set(Object.values(stale.statuses))).toEqual(new Set(['error']));
  });

  test('shows how far it is', async () => {
    const { shown } = await engine({
      start: (id) => {
        if (id.endsWith('4')) throw new FetchError('refused');
      },
    });
    const phases = [...new Set(shown.map(({ phase }) => phase))];
    expect(phases).toEqual(['start', 'collect']);
    const collecting = shown.filter(({ phase }) => phase === 'collect');
    expect(collecting[0]).toMatchObject({ done: 2, total: 20 });
    expect(collecting.at(-1)).toMatchObject({
      done: 20,
      total: 20,
      counts: { passed: 16, failed: 2, error: 2, skipped: 0 },
    });
  });
});

describe('a run that ends early', () => {
  test('Ctrl-C: what is not finished is not recorded, not even as an error', async () => {
    const stop = new AbortController();
    const { ending, records } = await engine(
      {
        collect: (id) => {
          if (Number(id) < 8) return undefined;
          stop.abort();
          throw new FetchError('cut off');
        },
      },
      { signal: stop.signal },
    );
    expect(ending).toBe('The run was interrupted.');
    expect(records.length).toBeGreaterThanOrEqual(6);
    expect(records.every(({ account, status }) => Number(account) < 8 && status !== 'error')).toBe(
      true,
    );
  });

  test('stopped before it began, it calls nobody', async () => {
    const { ending, log } = await engine({}, { signal: AbortSignal.abort() });
    expect({ ending, log }).toEqual({ ending: 'The run was interrupted.', log: [] });
  });

  test("the caller's credentials expire: no account is blamed for it", async () => {
    const { ending, records } = await engine({
      collect: (id) => {
        if (Number(id) >= 5) throw new CallerError('AWS did not accept the credentials');
      },
    });
    expect(ending).toBe('AWS did not accept the credentials');
    expect(records.map(({ account }) => Number(account)).toSorted()).toEqual([1, 2, 3, 4]);
  });

  test('evidence that cannot be written: nothing goes on without', async () => {
    const { ending, records, log } = await engine(
      {},
      {
        record: ({ id }) => {
          if (id.endsWith('4')) throw new Error('no space left on device');
          return {};
        },
      },
    );
    expect(ending).toHaveProperty('message', 'no space left on device');
    expect(records.some(({ account }) => account.endsWith('4'))).toBe(false);
    expect(log.filter((call) => call.startsWith('collect')).length).toBeLessThan(8);
  });
});

test('keeps nothing of an account that is finished', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const seen: WeakRef<object>[] = [];
  let alive = -1;
  await engine(
    {},
    {
      accounts: Array.from({ length: 300 }, (_, index) => plannedAccount(String(index + 1))),
      record: async (_account, result) => {
        seen.push(new WeakRef(result), new WeakRef(result.audited?.report ?? {}));
        if (seen.length < 2 * 250 || alive >= 0) return {};
        await tick();
        collectGarbage();
        alive = seen.filter((each) => each.deref() !== undefined).length;
        return {};
      },
    },
  );
  expect(alive).toBeGreaterThanOrEqual(0);
  expect(alive).toBeLessThan(20);
});
