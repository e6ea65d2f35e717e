/** `*` stands for any characters, also none. Linear, since others write patterns and texts. */
export function matchesPattern(pattern: string, text: string): boolean {
  return patternMatcher(pattern)(text);
}

/** The same for a pattern that is held against many texts. */
export function patternMatcher(pattern: string): (text: string) => boolean {
  const [start = '', ...parts] = pattern.split('*');
  const end = parts.pop();
  if (end === undefined) return (text) => text === pattern;
  const between = parts.filter((part) => part !== '');
  const least = between.reduce((sum, { length }) => sum + length, start.length + end.length);
  return (text) => {
    if (text.length < least || !text.startsWith(start) || !text.endsWith(end)) return false;
    let at = start.length;
    for (const part of between) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= text.length - end.length;
  };
}
