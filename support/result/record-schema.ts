import { z } from 'zod';
import { SEVERITIES, type Status } from '../control';
import { ACCOUNT_ID } from './organization-account';
import { ACCOUNT_STATUSES } from './organization-record';

const STATUSES = [
  'passed',
  'failed',
  'error',
  'waived',
  'notApplicable',
  'notReviewed',
] as const satisfies readonly Status[];

const count = z.int().nonnegative();
/** The shape of an `OrganizationRecord`. */
export const RECORD = z.strictObject({
  account: z.string().regex(ACCOUNT_ID),
  name: z.string(),
  ou: z.string().optional(),
  status: z.enum(ACCOUNT_STATUSES),
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
  bundle: z.string().optional(),
  junit: z.string().optional(),
  run: z.string(),
  finishedAt: z.iso.datetime(),
});
