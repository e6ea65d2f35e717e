/**
 * Why a module could not be loaded, without the list of the modules that wanted it: those are
 * iamspec's own, and tell its user nothing.
 *
 * @param error what `require` threw
 */
export function whyNotLoaded(error: unknown): string {
  return String(error).split('\nRequire stack:')[0]?.trim() ?? '';
}
