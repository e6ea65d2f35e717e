import { z } from 'zod';
import { many, name, named, some, text } from './bounded';

const fact = <T extends z.ZodType>(known: T) =>
  z.union([z.strictObject({ known }), z.strictObject({ refused: text })]).optional();

/** In milliseconds, of which a date can hold no more. */
const instant = z.int().min(-8.64e15).max(8.64e15);

const ofUsers = <T extends z.ZodRawShape>(shape: T) =>
  many(z.strictObject({ userName: name, ...shape }));

/** The facts of a snapshot, as `facts.json` holds them. */
export const FACTS = z.strictObject({
  accountSummary: fact(
    z.strictObject({
      users: z.int().optional(),
      rootMfaEnabled: z.boolean().optional(),
      rootAccessKeys: z.int().optional(),
      rootPassword: z.boolean().optional(),
      rootCertificates: z.int().optional(),
    }),
  ),
  passwordPolicy: fact(
    z.union([
      z.literal('none'),
      z
        .strictObject({
          minLength: z.int(),
          symbols: z.boolean(),
          numbers: z.boolean(),
          uppercase: z.boolean(),
          lowercase: z.boolean(),
          maxAgeDays: z.int().optional(),
          remembered: z.int().optional(),
        })
        .transform(({ maxAgeDays, remembered, ...policy }) => ({
          ...policy,
          maxAgeDays,
          remembered,
        })),
    ]),
  ),
  virtualMfaDevices: fact(
    many(z.strictObject({ userArn: text.optional() }).transform(({ userArn }) => ({ userArn }))),
  ),
  mfaDevices: fact(
    ofUsers({
      devices: some(
        z
          .strictObject({ serialNumber: name, certifications: named(name).optional() })
          .transform(({ serialNumber, certifications }) => ({ serialNumber, certifications })),
      ),
    }),
  ),
  accessKeys: fact(
    ofUsers({ keys: some(z.strictObject({ id: name, active: z.boolean(), createdAt: instant })) }),
  ),
  sshPublicKeys: fact(
    ofUsers({ keys: some(z.strictObject({ id: name, active: z.boolean(), uploadedAt: instant })) }),
  ),
  userTags: fact(ofUsers({ tags: some(z.strictObject({ key: name, value: text })) })),
  administrators: fact(ofUsers({ policies: some(name) })),
  serviceSpecificCredentials: fact(
    many(
      z
        .strictObject({
          userName: name,
          id: name.optional(),
          service: name,
          active: z.boolean(),
          createdAt: instant,
          expiresAt: instant.optional(),
        })
        .transform(({ id, expiresAt, ...credential }) => ({ ...credential, id, expiresAt })),
    ),
  ),
  rootManagement: fact(
    z.union([z.strictObject({ features: some(name) }), z.strictObject({ notDecidable: text })]),
  ),
  reportAge: fact(z.number()),
});
