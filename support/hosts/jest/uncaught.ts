import { setTimeout as pause } from 'node:timers/promises';

type Hearer = (problem: string, error: unknown) => void;

let hearer: Hearer | undefined;
let uncaught = 0;

/** Hears of errors that nobody catches: then the exit code is 2. A later hearer replaces this one. */
export function hearUncaught(hear: Hearer): void {
  if (!hearer) listen();
  hearer = hear;
}

/** Whether errors of this very process are heard of. */
export function isHearing(): boolean {
  return hearer !== undefined;
}

function listen(): void {
  const hear = (error: unknown) => {
    uncaught++;
    hearer?.(describe(error), error);
  };
  // Not all modes of --unhandled-rejections make an exception of a rejection.
  process.on('uncaughtException', hear);
  process.on('unhandledRejection', hear);
  process.on('exit', () => {
    if (uncaught > 0) process.exitCode = 2;
  });
}

/** Lets what is about to come, such as a rejection, come. */
export async function settle(): Promise<void> {
  await pause(0);
  await new Promise((resolve) => setImmediate(resolve));
}

function describe(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  const message: unknown = isObject ? Reflect.get(error, 'message') : undefined;
  const stack: unknown = isObject ? Reflect.get(error, 'stack') : undefined;
  const place = /\bcontrols[\\/][^\s():]+/.exec(typeof stack === 'string' ? stack : '')?.[0];
  const said = typeof message === 'string' ? message : String(error);
  return `an error came that nobody caught${place ? ` (${place})` : ''}: ${said}`;
}
