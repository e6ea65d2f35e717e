import { z } from 'zod';

// Larger than anything iamspec writes: a text of a manifest can stand in every verdict.

/** What people write. */
export const text = z.string().max(100_000);
/** What something is called. */
export const name = z.string().max(1000);
/** A list that grows with the account. */
export const many = <T extends z.ZodType>(item: T) => z.array(item).max(100_000);
/** A list that does not. */
export const some = <T extends z.ZodType>(item: T) => z.array(item).max(1000);
/** Values by name. */
export const named = <T extends z.ZodType>(item: T) =>
  z
    .record(name, item)
    .refine((record) => Object.keys(record).length <= 1000, 'more than 1000 of them');
