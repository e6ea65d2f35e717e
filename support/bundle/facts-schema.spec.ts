import { FACTS } from './facts-schema';

const factsAt = (instant: number) => ({
  accessKeys: {
    known: [{ userName: 'alice', keys: [{ id: 'AKIA1', active: true, createdAt: instant }] }],
  },
  sshPublicKeys: {
    known: [{ userName: 'alice', keys: [{ id: 'APKA1', active: true, uploadedAt: instant }] }],
  },
  serviceSpecificCredentials: {
    known: [
      {
        userName: 'alice',
        id: 'ACCA1',
        service: 'bedrock.amazonaws.com',
        active: true,
        createdAt: instant,
        expiresAt: instant,
      },
    ],
  },
});

test('takes every instant that a date can hold', () => {
  for (const instant of [0, 8.64e15, -8.64e15]) {
    expect(FACTS.parse(factsAt(instant))).toEqual(factsAt(instant));
  }
});

test.each(['accessKeys', 'sshPublicKeys', 'serviceSpecificCredentials'] as const)(
  'takes no %s of an instant that none can hold: whatever shows it would crash',
  (name) => {
    for (const instant of [8.64e15 + 1, -8.64e15 - 1, Number.MAX_SAFE_INTEGER, 0.5]) {
      expect(FACTS.safeParse({ [name]: factsAt(instant)[name] }).success).toBe(false);
    }
  },
);
