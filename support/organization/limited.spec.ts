import { getEventListeners } from 'node:events';
import { limited } from './limited';

const aborted = (until: { readonly abortSignal: AbortSignal }) =>
  new Promise<string>((resolve) => {
    if (until.abortSignal.aborted) resolve('aborted');
    until.abortSignal.addEventListener('abort', () => resolve('aborted'));
  });

describe('limited', () => {
  test('passes on what the call gives or throws', async () => {
    const { signal } = new AbortController();
    expect(await limited(signal, 1000, async () => 7)).toBe(7);
    await expect(limited(signal, 1000, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
  });

  test('aborts what takes too long, what is stopped, and what was stopped before', async () => {
    const stop = new AbortController();
    expect(await limited(stop.signal, 1, aborted)).toBe('aborted');
    const stopped = limited(stop.signal, 60_000, aborted);
    stop.abort();
    expect(await stopped).toBe('aborted');
    expect(await limited(stop.signal, 60_000, aborted)).toBe('aborted');
  });

  test('leaves nothing behind of many calls at a time', async () => {
    const stop = new AbortController();
    const ends: (() => void)[] = [];
    const ending = () => new Promise<void>((resolve) => ends.push(resolve));
    const calls = Array.from({ length: 50 }, () => limited(stop.signal, 60_000, ending));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(50);
    for (const end of ends) end();
    await Promise.all(calls);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});
