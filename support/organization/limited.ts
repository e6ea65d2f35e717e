import { setMaxListeners } from 'node:events';

/**
 * Gives a call a signal that is aborted with the run's, or when the call takes too long. Nothing of
 * it is left when the call has ended: the run's signal outlives a hundred thousand calls.
 */
export async function limited<T>(
  signal: AbortSignal,
  milliseconds: number,
  call: (until: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  // As many as there are accounts at a time; none is left behind.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await call({ abortSignal: controller.signal });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
