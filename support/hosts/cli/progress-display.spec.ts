import type { Progress } from '../../organization';
import { progressBar, progressDisplay, progressLine } from './progress-display';

const PROGRESS: Progress = {
  phase: 'collect',
  done: 120,
  total: 500,
  counts: { passed: 100, failed: 17, error: 1, skipped: 2 },
  rate: 3.21,
  remaining: 118_000,
  finished: undefined,
};

test('a line tells how far, how fast, how long and what went wrong', () => {
  expect(progressLine(PROGRESS)).toBe(
    'auditing: 120 of 500 accounts, 3.2/s, 2 min left, 17 failed, 1 error',
  );
  const first = { ...PROGRESS, phase: 'start', done: 0, rate: 0, remaining: undefined } as const;
  expect(progressLine({ ...first, counts: { passed: 0, failed: 0, error: 0, skipped: 0 } })).toBe(
    'starting reports: 0 of 500 accounts',
  );
});

test('a bar fits the terminal', () => {
  expect(progressBar(PROGRESS, 120)).toBe(
    'auditing █████░░░░░░░░░░░░░░░░░░░ 120/500  3.2/s  2 min left  17 failed  1 error',
  );
  expect(progressBar(PROGRESS, 40)).toHaveLength(39);
  expect(progressBar({ ...PROGRESS, done: 0, total: 0 }, 80)).toContain('0/0');
});

describe('it is shown', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function shown(isTTY: boolean): string {
    let text = '';
    const write = (piece: string | Uint8Array) => {
      text += String(piece);
      return true;
    };
    const display = progressDisplay({ isTTY, columns: 100, write });
    for (let done = 0; done < 60; done++) {
      display.show({ ...PROGRESS, done });
      jest.advanceTimersByTime(200);
    }
    display.end();
    return text;
  }

  test('on a terminal as a bar that leaves nothing behind', () => {
    const text = shown(true);
    expect(text.split('\r')).toHaveLength(62);
    expect(text).not.toContain('\n');
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  test('elsewhere as a line every few seconds, the last one too', () => {
    const lines = shown(false).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toContain('auditing: 59 of 500');
  });
});
