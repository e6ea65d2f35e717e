import { patternMatcher } from './pattern';

interface Wildcard {
  readonly place: number;
  readonly matches: (text: string) => boolean;
}

/** Holds many patterns against many texts, without trying each one on each text. */
export class PatternIndex {
  private readonly exact = new Map<string, number[]>();
  private readonly wildcards = new Map<string, Wildcard[]>();
  private readonly lengths: readonly number[];
  private readonly patterns: readonly string[];

  constructor(patterns: readonly string[]) {
    this.patterns = patterns;
    for (const [place, pattern] of patterns.entries()) {
      const star = pattern.indexOf('*');
      if (star === -1) add(this.exact, pattern, place);
      else {
        const matches = patternMatcher(pattern);
        add(this.wildcards, pattern.slice(0, star), { place, matches });
      }
    }
    this.lengths = [...new Set([...this.wildcards.keys()].map(({ length }) => length))];
  }

  first(...texts: readonly string[]): number | undefined {
    let first = Number.POSITIVE_INFINITY;
    for (const text of texts) {
      first = Math.min(first, this.exact.get(text)?.[0] ?? first);
      for (const length of this.lengths) {
        if (length > text.length) continue;
        for (const { place, matches } of this.wildcards.get(text.slice(0, length)) ?? []) {
          if (place >= first) break;
          if (matches(text)) first = place;
        }
      }
    }
    return Number.isFinite(first) ? first : undefined;
  }

  idle(texts: Iterable<string>): readonly number[] {
    const idle = new Set(this.patterns.keys());
    const left = new Map(this.wildcards);
    for (const text of texts) {
      for (const place of this.exact.get(text) ?? []) idle.delete(place);
      for (const length of this.lengths) {
        if (length > text.length) continue;
        const begin = text.slice(0, length);
        const open = left.get(begin)?.filter(({ place, matches }) => {
          if (!matches(text)) return true;
          idle.delete(place);
          return false;
        });
        if (open) left.set(begin, open);
      }
    }
    return [...idle];
  }
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
