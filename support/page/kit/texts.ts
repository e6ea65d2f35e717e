import { visible } from './visible';

/** Stands in the texts of a page's data for the name of what they are about. */
export const NAME = '\u0001';

/** A table of texts, each once. None hides a character; so `NAME` is in none by itself. */
export class Texts {
  readonly list: string[] = [];
  private readonly whole = new Map<string, number>();
  private readonly afterName = new Map<string, number>();
  private readonly ofParts = new Map<string, number>();

  /** The place of a text; where it begins with the name, of what follows the name. */
  place(text: string, name: string): number {
    if (!text.startsWith(name)) return this.known(this.whole, text, visible);
    return this.known(this.afterName, text.slice(name.length), (rest) => NAME + visible(rest));
  }

  /** The place of a text in which the name stands between the parts. */
  placeParts(parts: readonly string[]): number {
    return this.known(this.ofParts, parts.map(visible).join(NAME), (text) => text);
  }

  private known(places: Map<string, number>, key: string, write: (key: string) => string): number {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, this.list.length);
    return this.list.push(write(key)) - 1;
  }
}
