import type { IAMClient } from '@aws-sdk/client-iam';
import type { User } from '../report';
import type { Until } from './report-steps';

/** What the calls for a fact have in common. */
export interface Call {
  readonly iam: IAMClient;
  readonly until: Until;
  /** Those of the report, once it is there. */
  readonly users: () => Promise<readonly User[]>;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/**
 * All items of a list that IAM gives in pages; throws TypeError where it cannot be told that they are all.
 * The SDK's own paginator takes a truncated page without a marker for the last one.
 */
export async function allPages<T>(
  fetchPage: (marker: { readonly Marker?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: { readonly Marker?: string } = {};
  for (;;) {
    const { items, IsTruncated, Marker } = await fetchPage(marker);
    all.push(...items);
    if (!required(IsTruncated, 'IsTruncated')) return all;
    marker = { Marker: required(Marker || undefined, 'Marker') };
  }
}

/** A page of a list that is not always given in pages: where IAM says nothing of more, it is all. */
export function maybeUnpaged<P extends Omit<Page<unknown>, 'items'>>(page: P): P {
  return { ...page, IsTruncated: page.IsTruncated ?? page.Marker !== undefined };
}

/** A value that an answer must hold: the SDK takes a page of HTML for an answer with nothing in it. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new TypeError(`the answer has no ${name}`);
  return value;
}

/** Items of a list of one user; throws TypeError where one of them is of another. */
export function ownItems<T extends { readonly UserName?: string | undefined }>(
  list: readonly T[],
  asked: string,
): readonly T[] {
  const other = list.find(({ UserName = asked }) => UserName !== asked);
  if (other) throw new TypeError(`the answer about ${asked} is about ${other.UserName}`);
  return list;
}
