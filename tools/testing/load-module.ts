// Self-tests load policies by Jest's own loader: another one would have instances of its own of all that is judged by.
/** See `support/run/load-module.ts`. */
export function loadModule(file: string): unknown {
  return require(file);
}

/** Plain tests run in processes of their own, by what was built. */
export function compiled(): never {
  throw new Error('self-tests compile nothing');
}

/** There is only one loader here. */
export function provideModules(): never {
  throw new Error('self-tests load from files');
}
