import { z } from 'zod';
import { SEVERITIES, type Waiver } from '../control';
import type { Instant } from '../report';
import { POLICY_FILE_KINDS } from '../result';
import { many, name, named, some, text } from './bounded';
import { MANIFEST_VERSION, RUN_ID_TEXT } from './manifest';

const instant = z.iso
  .datetime()
  .transform((text): Instant => Date.parse(text))
  .refine(Number.isFinite);
const absent = <T>(value: T | null): T | undefined => value ?? undefined;
const inputs = named(z.union([z.number(), name, z.boolean(), many(name)]));
const severity = z.enum(SEVERITIES);

const ORIGIN = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), endpoint: name.optional() }),
  z.object({ kind: z.literal('file'), path: text, format: z.enum(['csv', 'json', 'bundle']) }),
]);

const SCOPE = z.strictObject({
  everybody: z.boolean(),
  classes: some(
    z.strictObject({
      name,
      users: many(name),
      inputs: inputs.nullable().transform(absent),
      loosens: text.nullable().transform(absent),
    }),
  ),
});

const CONTROL = z.object({
  profile: name.nullable().transform(absent),
  id: name,
  severity: severity.nullable().transform(absent),
  requirements: some(name),
  inputs,
  scope: SCOPE,
  place: z.object({ path: text, line: z.int().min(1) }).optional(),
  counts: z.record(name, z.int().min(0)),
  notRun: z.int().min(0),
  start: instant,
  milliseconds: z.number(),
});

// Up to 1.0.0-rc.0 each has one subject.
const WAIVERS = z
  .object({
    control: name,
    subject: name.optional(),
    subjects: many(name).optional(),
    reason: text,
    owner: name,
    approvedBy: name,
    ticket: name.nullable().transform(absent),
    expires: instant,
  })
  .refine(
    ({ subject, subjects }) => (subject === undefined) !== (subjects === undefined),
    'expected either a subject or subjects',
  )
  .transform(({ subject, subjects = [], ...others }): readonly Waiver[] =>
    (subject === undefined ? subjects : [subject]).map((each) => ({ ...others, subject: each })),
  );

const USERS = some(z.strictObject({ name, users: many(name) }));

const OWNER_RULE = z.union([
  z.strictObject({ tag: name }),
  z.strictObject({ path: name }),
  z.strictObject({ owner: name, users: many(name) }),
  z.strictObject({ owner: name, class: name, classes: some(USERS) }),
]);

const SHA256 = z.string().regex(/^[\da-f]{64}$/);

const POLICY_FILE = z.strictObject({
  kind: z.enum(POLICY_FILE_KINDS),
  path: text,
  sha256: SHA256,
});

const SUBJECTS = z
  .array(
    z.strictObject({
      profile: name.nullable(),
      control: name,
      subjects: many(text),
    }),
  )
  .max(10_000);

const RUN_ID = z.string().regex(RUN_ID_TEXT);

const count = z.int().min(0);

const CHANGES = z.strictObject({
  before: z.strictObject({ runId: RUN_ID, startedAt: instant, manifest: SHA256 }),
  isReference: z.boolean(),
  between: many(RUN_ID),
  new: SUBJECTS,
  still: count,
  mended: SUBJECTS,
  setAside: count,
});

const EXIT_CODE = z.union([z.literal(0), z.literal(1), z.literal(2)]);

/** The shape of a manifest. */
export const MANIFEST_SCHEMA = z.object({
  schemaVersion: z.literal(MANIFEST_VERSION),
  tool: z.object({ version: name, commit: name.nullable().transform(absent) }),
  run: z.object({ id: RUN_ID, startedAt: instant }),
  account: z.object({ id: name, partition: name, caller: name.nullable() }).nullable(),
  report: z
    .object({
      source: text,
      origin: ORIGIN,
      generatedTime: instant.nullable().transform(absent),
      asOf: instant,
      asOfSource: z.enum(['GeneratedTime', 'IAMSPEC_AS_OF', 'clock']),
      readAt: instant,
      notes: some(text),
    })
    .nullable(),
  exitCode: EXIT_CODE,
  failOn: severity,
  problems: some(text),
  settings: named(text),
  // Bundles of 0.1 do not name them.
  policyFiles: many(POLICY_FILE).default([]),
  profiles: z
    .array(
      z.object({
        name,
        title: name,
        source: z.string().max(10_000).nullable().transform(absent),
        version: name.optional(),
        heldAgainst: name.optional(),
        notDecidable: named(text),
      }),
    )
    .max(100),
  controls: z.array(CONTROL).max(10_000),
  waivers: many(WAIVERS).transform((entries) => entries.flat()),
  // Older bundles name no owners.
  owners: many(OWNER_RULE).default([]),
  // Where there was a run to compare with; bundles of before 1.0.0 have none.
  changes: CHANGES.optional(),
  // The run before it, null where none was found; older bundles do not say.
  previous: z.strictObject({ runId: RUN_ID, manifest: SHA256 }).nullable().optional(),
  trend: some(
    z.object({
      runId: name,
      startedAt: instant,
      passed: z.int(),
      failed: z.int(),
      error: z.int(),
      waived: z.int(),
      exitCode: EXIT_CODE,
    }),
  ),
  // A plain name: nothing outside the bundle is looked at.
  files: z.record(
    z.string().regex(/^[\w-][\w.-]*$/),
    z.strictObject({ sha256: SHA256, bytes: z.int().min(0) }),
  ),
});

/** What a bundle's manifest says. */
export type Manifest = z.infer<typeof MANIFEST_SCHEMA>;
