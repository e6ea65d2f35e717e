import type { Store, SubjectRow } from './store';

/** The address of a subject's drill-down within the page: `#user=alice`. */
export function linkTo({ kind, name }: SubjectRow): string {
  return `#${kind === 'other' ? 'subject' : 'user'}=${encodeURIComponent(name)}`;
}

/** The subject that the address of the page names, if it names one. */
export function linked({ subjects }: Store): SubjectRow | undefined {
  return subjects.find((subject) => linkTo(subject) === normal(location.hash));
}

// People write `#user=a@b`, browsers and we `#user=a%40b`.
function normal(hash: string): string {
  const [, key = '', value = ''] = /^#(\w+)=(.*)$/.exec(hash) ?? [];
  try {
    return `#${key}=${encodeURIComponent(decodeURIComponent(value))}`;
  } catch {
    return hash;
  }
}
