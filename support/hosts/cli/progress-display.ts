import type { Progress } from '../../organization';
import { roughDuration } from '../../result';
import { type Output, write, writeAsIs } from '../output';

interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

// Milliseconds: on a terminal, and where lines are kept.
const REDRAW = 100;
const LINE_EVERY = 5000;
const BAR = 24;
const CLEAR = '\r\u001b[2K';

/** Shows a bar on a terminal, else a line every few seconds. */
export function progressDisplay(
  out: Output & Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
): ProgressDisplay {
  const isBar = out.isTTY === true && process.env.TERM !== 'dumb';
  let latest: Progress | undefined;
  let shown: Progress | undefined;

  function draw(): void {
    if (latest === undefined || latest === shown) return;
    shown = latest;
    if (isBar) writeAsIs(out, `${CLEAR}${progressBar(latest, out.columns || 80)}`);
    else write(out, `${progressLine(latest)}\n`);
  }

  const timer = setInterval(draw, isBar ? REDRAW : LINE_EVERY);
  timer.unref();
  return {
    show(progress) {
      latest = progress;
    },
    end() {
      clearInterval(timer);
      if (isBar) writeAsIs(out, CLEAR);
      else draw();
    },
  };
}

const PHASES = { start: 'starting reports', collect: 'auditing' } as const;

/** Such as `auditing: 120 of 500 accounts, 3.2/s, 2 min left, 1 error`. */
export function progressLine(progress: Progress): string {
  const { phase, done, total } = progress;
  return [`${PHASES[phase]}: ${done} of ${total} accounts`, ...rates(progress)].join(', ');
}

/** The same as a bar, cut to the width of the terminal. */
export function progressBar(progress: Progress, columns: number): string {
  const { phase, done, total } = progress;
  const filled = total > 0 ? Math.floor((BAR * done) / total) : BAR;
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  const text = [`${PHASES[phase]} ${bar} ${done}/${total}`, ...rates(progress)].join('  ');
  return text.slice(0, columns - 1);
}

function rates({ rate, remaining, counts: { failed, error } }: Progress): readonly string[] {
  return [
    ...(rate > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`] : []),
    ...(remaining === undefined ? [] : [`${roughly(remaining)} left`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(error > 0 ? [`${error} ${error === 1 ? 'error' : 'errors'}`] : []),
  ];
}

function roughly(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : roughDuration(Math.ceil(seconds / 60) * 60_000);
}
