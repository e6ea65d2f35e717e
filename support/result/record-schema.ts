import { z } from 'zod';
import { SEVERITIES } from '../control';
import { ACCOUNT_ID } from './organization-account';
import { MOST_OWNERS } from './organization-todo';
import { STATUSES } from './words';

const count = z.int().nonnegative();
/** A line of `organization.ndjson`. */
export const RECORD = z.strictObject({
  account: z.string().regex(ACCOUNT_ID),
  name: z.string(),
  ou: z.string().optional(),
  /** `skipped` are those that nobody can enter, such as suspended ones, or with nothing to judge. */
  status: z.enum(['passed', 'failed', 'error', 'skipped']),
  reason: z.string(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  profiles: z.array(z.string()),
  source: z.string().optional(),
  generatedTime: z.iso.datetime().optional(),
  reportAgeSeconds: count.optional(),
  failed: z.partialRecord(z.enum(SEVERITIES), count),
  controls: z.array(
    z.strictObject({
      profile: z.string(),
      control: z.string(),
      severity: z.enum(SEVERITIES).optional(),
      counts: z.partialRecord(z.enum(STATUSES), count),
    }),
  ),
  /** Of what fails: who has most of it, and since when; and what falls due next. */
  todo: z
    .strictObject({
      owners: z.array(z.strictObject({ name: z.string(), users: count })).max(MOST_OWNERS),
      failingSince: z.iso.datetime().optional(),
      nextDue: z.iso.datetime().optional(),
    })
    .optional(),
  /** Relative to the run's directory, as is `junit`. */
  bundle: z.string().optional(),
  junit: z.string().optional(),
  run: z.string(),
  finishedAt: z.iso.datetime(),
});
