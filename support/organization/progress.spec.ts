import { type Progress, progressMeter } from './progress';

test('tells how far the run is, how fast, and how long it may take', () => {
  let now = 0;
  const shown: Progress[] = [];
  const meter = progressMeter(10, { now: () => now }, (progress) => shown.push(progress));
  const last = () => shown.at(-1);

  meter.begin('start', 0);
  expect(last()).toEqual({
    phase: 'start',
    done: 0,
    total: 10,
    counts: { passed: 0, failed: 0, error: 0, skipped: 0 },
    rate: 0,
    remaining: undefined,
    finished: undefined,
  });

  now = 2000;
  meter.step();
  meter.step();
  meter.finish({ id: '1', name: 'a', status: 'error', reason: 'refused' });
  meter.step();
  expect(last()).toMatchObject({ done: 4, rate: 2, remaining: 3000, counts: { error: 1 } });

  meter.begin('collect', 1);
  expect(last()).toMatchObject({ phase: 'collect', done: 1, rate: 0, remaining: undefined });
  now = 3000;
  const finished = { id: '2', name: 'b', status: 'passed', reason: 'fine' } as const;
  meter.finish(finished);
  expect(last()).toEqual({
    phase: 'collect',
    done: 2,
    total: 10,
    counts: { passed: 1, failed: 0, error: 1, skipped: 0 },
    rate: 1,
    remaining: 8000,
    finished,
  });
  expect(shown[0]?.counts.error).toBe(0);
});
