// The golden account: some two hundred users, each a combination of cases that a rule may get wrong. A name says what
// it has: `pw-idle-30d-1s` is a password last used 1 s less than 30 days ago, `k1-rotated-90d+1s` a key 1 s too old.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When its report was generated: 2025-09-30T06:30:00Z. */
export const GOLDEN_AS_OF = Date.UTC(2025, 8, 30, 6, 30);

const ACCOUNT = '444455556666';
const CREATED = 1000 * DAY;

type Cells = Readonly<Record<string, string>>;

function ago(milliseconds: number): string {
  return new Date(GOLDEN_AS_OF - milliseconds).toISOString().replace('.000Z', 'Z');
}

function password(changed: string, used: string, next = 'N/A'): Cells {
  return {
    password_enabled: 'true',
    password_last_used: used,
    password_last_changed: changed,
    password_next_rotation: next,
  };
}

const NO_PASSWORD: Cells = {
  password_enabled: 'false',
  password_last_used: 'N/A',
  password_last_changed: 'N/A',
  password_next_rotation: 'N/A',
};

const PASSWORDS: Readonly<Record<string, Cells>> = {
  none: NO_PASSWORD,
  former: { ...NO_PASSWORD, password_last_used: ago(400 * DAY) },
  new: password(ago(0), 'no_information'),
  'idle-30d-1s': password(ago(60 * DAY), ago(30 * DAY - SECOND)),
  'idle-30d': password(ago(60 * DAY), ago(30 * DAY)),
  'idle-45d-1s': password(ago(60 * DAY), ago(45 * DAY - SECOND)),
  'idle-45d': password(ago(60 * DAY), ago(45 * DAY)),
  'idle-90d': password(ago(200 * DAY), ago(90 * DAY)),
  'unused-44d': password(ago(44 * DAY), 'no_information'),
  'unused-undated': password('N/A', 'no_information'),
  'aged-90d': password(ago(90 * DAY), ago(HOUR), ago(0)),
  'aged-90d+1s': password(ago(90 * DAY + SECOND), ago(HOUR), ago(SECOND)),
  skewed: password(ago(DAY), ago(-5 * MINUTE), ago(-89 * DAY)),
  'idle-399d': password(ago(400 * DAY), ago(399 * DAY)),
};

interface Key {
  readonly active: boolean;
  readonly rotated: string;
  readonly used: string;
}

function key(rotated: string, used = 'N/A', active = true): Key {
  return { active, rotated, used };
}

const KEYS: Readonly<Record<string, Key>> = {
  none: key('N/A', 'N/A', false),
  new: key(ago(20 * SECOND)),
  setup: key(ago(CREATED - 60 * SECOND)),
  'setup-61s': key(ago(CREATED - 61 * SECOND)),
  'setup-used': key(ago(CREATED), ago(DAY)),
  'rotated-90d': key(ago(90 * DAY), ago(HOUR)),
  'rotated-90d+1s': key(ago(90 * DAY + SECOND), ago(HOUR)),
  'unused-7d-1s': key(ago(7 * DAY - SECOND)),
  'unused-7d': key(ago(7 * DAY)),
  'idle-45d-1s': key(ago(80 * DAY), ago(45 * DAY - SECOND)),
  'idle-45d': key(ago(80 * DAY), ago(45 * DAY)),
  'idle-90d': key(ago(364 * DAY), ago(90 * DAY)),
  'off-90d': key(ago(90 * DAY), 'N/A', false),
  'off-old': key(ago(700 * DAY), ago(600 * DAY), false),
  skewed: key(ago(-5 * MINUTE)),
};

const CERTIFICATES: Readonly<Record<string, readonly [cert1: string, cert2: string]>> = {
  none: ['', ''],
  'on-90d': [`on ${ago(90 * DAY)}`, ''],
  'on-90d+1s': ['', `on ${ago(90 * DAY + SECOND)}`],
  'off-old': [`off ${ago(700 * DAY)}`, ''],
  two: [`on ${ago(DAY)}`, `on ${ago(700 * DAY)}`],
};

function keyCells(slot: 1 | 2, { active, rotated, used }: Key): Cells {
  const wasUsed = used !== 'N/A';
  return {
    [`access_key_${slot}_active`]: String(active),
    [`access_key_${slot}_last_rotated`]: rotated,
    [`access_key_${slot}_last_used_date`]: used,
    // Global services have no region.
    [`access_key_${slot}_last_used_region`]: wasUsed && slot === 1 ? 'eu-central-1' : 'N/A',
    [`access_key_${slot}_last_used_service`]: wasUsed ? 's3' : 'N/A',
  };
}

function certificateCells(slot: 1 | 2, text: string): Cells {
  const [state = '', rotated = 'N/A'] = text.split(' ');
  return {
    [`cert_${slot}_active`]: String(state === 'on'),
    [`cert_${slot}_last_rotated`]: rotated,
  };
}

// Every password with every first key; the rest is drawn from a seed, always the same.
function combinations(): readonly Cells[] {
  const next = generator(2025);
  const pick = <T>(list: readonly T[], fallback: T) => list[next() % list.length] ?? fallback;
  const none = key('N/A', 'N/A', false);
  return Object.entries(PASSWORDS).flatMap(([passwordName, passwordCells]) =>
    Object.entries(KEYS).map(([name1, key1]) => {
      const [name2, key2] = pick(Object.entries(KEYS), ['none', none]);
      const [certificate, [cert1, cert2]] = pick(
        [...Object.entries(CERTIFICATES), ...Array(5).fill(['none', ['', '']])],
        ['none', ['', '']],
      );
      const path = pick(['/', '/', '/service/', '/people/a,b/'], '/');
      const name = `pw-${passwordName}.k1-${name1}.k2-${name2}.cert-${certificate}`;
      return user(name, path, {
        ...passwordCells,
        mfa_active: pick(['true', 'true', 'false'], 'true'),
        ...keyCells(1, key1),
        ...keyCells(2, key2),
        ...certificateCells(1, cert1),
        ...certificateCells(2, cert2),
      });
    }),
  );
}

// A linear congruential generator; the low bits repeat soon, so only the high ones are given.
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
}

function user(name: string, path: string, cells: Cells): Cells {
  return {
    user: name,
    arn: `arn:aws:iam::${ACCOUNT}:user${path}${name}`,
    user_creation_time: ago(CREATED),
    ...NO_PASSWORD,
    mfa_active: 'false',
    ...keyCells(1, key('N/A', 'N/A', false)),
    ...keyCells(2, key('N/A', 'N/A', false)),
    ...certificateCells(1, ''),
    ...certificateCells(2, ''),
    ...cells,
  };
}

const NAMED: readonly Cells[] = [
  user('root', '/', { ...password(ago(900 * DAY), ago(900 * DAY)), ...keyCells(1, key(ago(0))) }),
  user('canary-1', '/', keyCells(2, key(ago(500 * DAY)))),
  user('canary-2', '/', keyCells(2, key(ago(500 * DAY), ago(499 * DAY), false))),
  user('break-glass', '/', { ...password(ago(80 * DAY), 'no_information'), mfa_active: 'TRUE' }),
  user('ci-deploy', '/service/', keyCells(1, key(ago(300 * DAY), ago(MINUTE)))),
  user('smith,john', '/', { ...password(ago(DAY), ago(HOUR)), mfa_active: 'true' }),
  user('joined-today', '/', { ...keyCells(1, key(ago(HOUR))), user_creation_time: ago(HOUR) }),
  user('keys-left-out', '/', {
    ...keyCells(1, key(ago(DAY), ago(HOUR))),
    additional_credentials_info: '1 additional access key',
  }),
  user('none-left-out', '/', { additional_credentials_info: 'N/A' }),
  user('BedrockAPIKey-a1b2', '/', {}),
  user('BedrockAPIKey-c3d4', '/', keyCells(1, key(ago(DAY)))),
];

const ROOT: Cells = {
  ...user('<root_account>', '/', password(ago(2000 * DAY), ago(30 * DAY), 'not_supported')),
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  user_creation_time: ago(2001 * DAY),
  mfa_active: 'true',
  ...keyCells(1, key(ago(1900 * DAY), ago(1800 * DAY), false)),
};

/** The rows of its report, root first. */
export const GOLDEN_ROWS: readonly Cells[] = [ROOT, ...NAMED, ...combinations()];

function serviceCredential(userName: string, age: number, active = true) {
  return {
    userName,
    service: 'bedrock.amazonaws.com',
    active,
    createdAt: GOLDEN_AS_OF - age,
    expiresAt: undefined,
  };
}

function device(userName: string, resource: string) {
  const serialNumber = `arn:aws:iam::${ACCOUNT}:${resource}`;
  return { userName, devices: [{ serialNumber, certifications: undefined }] };
}

function listed(userName: string, ...ages: readonly number[]) {
  const keys = ages.map((age, index) => ({
    id: `AKIA${index}`,
    active: true,
    createdAt: GOLDEN_AS_OF - age,
  }));
  return { userName, keys };
}

function sshKey(userName: string, age: number) {
  return { userName, keys: [{ id: 'APKA1', active: true, uploadedAt: GOLDEN_AS_OF - age }] };
}

/** What one more call each would tell of it. */
export const GOLDEN_FACTS = {
  userTags: [],
  accountSummary: {
    users: GOLDEN_ROWS.length,
    rootMfaEnabled: true,
    rootAccessKeys: 1,
    rootPassword: false,
    rootCertificates: 0,
  },
  passwordPolicy: {
    minLength: 14,
    symbols: false,
    numbers: true,
    uppercase: true,
    lowercase: true,
    maxAgeDays: 90,
    remembered: 24,
  },
  virtualMfaDevices: [
    { userArn: `arn:aws:iam::${ACCOUNT}:user/root` },
    { userArn: `arn:aws:iam::${ACCOUNT}:root` },
    { userArn: undefined },
  ],
  mfaDevices: [
    device('smith,john', 'u2f/user/smith-john/key-1'),
    device('break-glass', 'sms-mfa/break-glass'),
  ],
  accessKeys: [
    listed('ci-deploy', 300 * DAY),
    listed('joined-today', 2 * HOUR),
    listed('canary-1', 500 * DAY, 400 * DAY),
  ],
  sshPublicKeys: [sshKey('ci-deploy', 90 * DAY), sshKey('smith,john', 90 * DAY + SECOND)],
  administrators: [{ userName: 'break-glass', policies: ['AdministratorAccess'] }],
  serviceSpecificCredentials: [
    serviceCredential('ci-deploy', 90 * DAY),
    serviceCredential('ci-deploy', 90 * DAY + SECOND),
    serviceCredential('break-glass', 400 * DAY, false),
    serviceCredential('created-since-the-report', -DAY),
  ],
  rootManagement: { features: ['RootSessions'] },
  reportAge: 24 * HOUR,
};
