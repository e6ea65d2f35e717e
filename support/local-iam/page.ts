import { IamError } from './errors';
import { element } from './xml';

/** By `MaxItems` and `Marker`, or all at once: IAM is known to leave out `IsTruncated` then. */
export type Paging = 'pages' | 'all' | 'all, without IsTruncated';

function pageSize(maxItems = '100'): number {
  const size = Number(maxItems);
  if (Number.isInteger(size) && size >= 1 && size <= 1000) return size;
  throw new IamError('ValidationError', `Value '${maxItems}' at 'maxItems' must be 1 to 1000`);
}

function offsetOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const offset = /^offset:(\d+)$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (offset === undefined) throw new IamError('ValidationError', `Invalid Marker: ${marker}`);
  return Number(offset);
}

/** One page of a list, and the elements that say whether more follows. */
export function page<T>(
  items: readonly T[],
  { params, paging }: { params: Readonly<Record<string, string>>; paging: Paging },
): { items: readonly T[]; trailer: string[] } {
  if (paging !== 'pages') {
    return { items, trailer: paging === 'all' ? [element('IsTruncated', false)] : [] };
  }
  const start = offsetOf(params.Marker);
  const end = start + pageSize(params.MaxItems);
  const more = end < items.length;
  const marker = more ? Buffer.from(`offset:${end}`).toString('base64') : undefined;
  return {
    items: items.slice(start, end),
    trailer: [element('IsTruncated', more), element('Marker', marker)],
  };
}
