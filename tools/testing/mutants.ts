/** Modules with some of their exports changed, by path from the root of the repository. */
export type Mutant = Readonly<Record<string, (actual: Exports) => Exports>>;

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>;

/** Runs something in a registry of modules of its own, in which the modules of a mutant are changed. */
export async function asMutant<T>(mutant: Mutant, action: () => Promise<T>): Promise<T> {
  const found: T[] = [];
  await jest.isolateModulesAsync(async () => {
    for (const [path, change] of Object.entries(mutant)) {
      const file = `../../${path}`;
      jest.doMock(file, () => {
        const actual: Exports = jest.requireActual(file);
        return { ...actual, ...change(actual) };
      });
    }
    found.push(await action());
  });
  for (const path of Object.keys(mutant)) jest.dontMock(`../../${path}`);
  const [result] = found;
  if (result === undefined) throw new Error('it came to nothing');
  return result;
}
