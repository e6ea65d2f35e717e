let given: ReadonlyMap<string, string> = new Map();

/** Lets messages name flags as typed: `flags` are by variable, `IAMSPEC_AS_OF` to `--as-of`. */
export function givenByFlags(flags: ReadonlyMap<string, string>): void {
  given = flags;
}

const VARIABLE = /(?<![\w./\\-])IAMSPEC_[A-Z_]+(?![\w/\\-]|\.\w)/g;

/** A message with the flag in place of each variable whose setting a flag gave. */
export function asGiven(message: string): string {
  if (given.size === 0) return message;
  return message
    .split('\n')
    .map((line) => {
      const told = line.replace(VARIABLE, (name) => given.get(name) ?? name);
      if (told === line) return line;
      return told.replace(/\bunset it\b/g, 'leave it out').replace(/\bUnset (?=--)/g, 'Leave out ');
    })
    .join('\n');
}
