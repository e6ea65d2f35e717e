/** A fix: what to do in words, and the commands that do it. */
export interface Fix {
  readonly words: string;
  readonly commands: readonly string[];
}

/** Takes the `aws` commands out of a fix, which strings them together as prose. */
export function splitFix(fix: string): Fix {
  const [first = '', ...rest] = fix.split(/(?<=:) (?=aws )|, (?=aws )/);
  return first.startsWith('aws ')
    ? { words: '', commands: [first, ...rest] }
    : { words: first, commands: rest };
}
