/** Why a version of Node will not do, for a range such as `^20.19.0 || >=24.0.0`. */
export function whyNot(version: string, range: string): string | undefined;
