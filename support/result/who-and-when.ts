import { NOBODY, type Verdict } from '../control';
import { exactInstant } from '../report';

/** Who answers for a verdict, by which rule, and since or from when it fails: as every format tells it. */
export interface WhoAndWhen {
  readonly owner: string | undefined;
  readonly ownerBy: string | undefined;
  /** UTC, to the millisecond. */
  readonly dueAt: string | undefined;
}

/** See `WhoAndWhen`. */
export function whoAndWhen({ owner, dueAt }: Pick<Verdict, 'owner' | 'dueAt'>): WhoAndWhen {
  return {
    owner: owner?.name,
    ownerBy: owner?.by,
    dueAt: dueAt === undefined ? undefined : exactInstant(dueAt),
  };
}

/** `payments (tag owner)`, for people; undefined where it is nobody. */
export function ownerText({ owner }: Pick<Verdict, 'owner'>): string | undefined {
  return owner && owner.name !== NOBODY.name ? `${owner.name} (${owner.by})` : undefined;
}
