/** The directory of what is kept between runs, mode 700; undefined where none can be trusted. */
export const CACHE: string | undefined;

/** What a package brings compiled, under the names of the cache. */
export const SHIPPED: string;

/** What was kept, or came with the package, under a name; undefined where nothing was. */
export function readKept(name: string): string | undefined;

/** Keeps something under a name. Where nothing can be kept, each start makes it again. */
export function keep(name: string, content: string): void;
