import { z } from 'zod';
import { many, name, some } from './bounded';
import { RUN_ID_TEXT } from './manifest';

const instant = z.iso.datetime().transform((text) => Date.parse(text));
const sha256 = z.string().regex(/^[\da-f]{64}$/);
const runId = z.string().regex(RUN_ID_TEXT);
const count = z.int().min(0);

const RUN = z.strictObject({
  runId,
  startedAt: instant,
  manifest: sha256,
  previous: z.strictObject({ runId, manifest: sha256 }).nullable().optional(),
  profiles: z.array(name).max(100),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  isComplete: z.boolean(),
  source: name,
  /** Whether it bore a signature of the key that signed the marker. */
  isSigned: z.boolean(),
  controls: z
    .array(
      z.strictObject({
        profile: name.nullable(),
        id: name,
        requirements: some(name),
        counts: z.record(name, count),
        notRun: count,
      }),
    )
    .max(10_000),
});

/** The shape of a marker of what retention took away. */
export const RETIRED_SCHEMA = z.strictObject({
  schemaVersion: z.literal(1),
  account: name,
  /** Counted from 1: the marker before it is `retired-<number - 1>.json`. */
  number: z.int().min(1),
  writtenAt: instant,
  /** Runs that began before it were taken away. */
  before: instant,
  /** The SHA-256 of the bytes of the marker before it; null for the first. */
  former: sha256.nullable(),
  runs: many(RUN),
});

/** What a marker says. */
export type Retired = z.infer<typeof RETIRED_SCHEMA>;
