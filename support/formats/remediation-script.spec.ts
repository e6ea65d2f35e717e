import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  type Cells,
  password,
  reportOf,
  userRow,
} from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  reportNaming,
  verdict,
} from '../../tools/testing/result';
import type { Status, Verdict } from '../control';
import { reportOfSample } from '../control/samples/samples';
import { DAY } from '../report';
import { readCatalogue } from '../run/catalogue';
import { remediationScript } from './remediation-script';

const CATALOGUE = readCatalogue(join(__dirname, '..', '..', 'controls')).entries;

/** The result of a control with the steps that it declares. */
const resultOf: typeof controlResult = (id, severity, verdicts, overrides) => {
  const about = CATALOGUE.find((entry) => entry.id === id)?.control;
  return controlResult(id, severity, verdicts, { about, ...overrides });
};

const CREATED = ago(200 * DAY);
const USED = ago(100 * DAY);

const CELLS: Cells = {
  ...accessKey(1, CREATED, { used: USED }),
  ...accessKey(2, ago(300 * DAY)),
  ...password(ago(150 * DAY), ago(120 * DAY)),
  cert_1_active: 'true',
  cert_1_last_rotated: ago(400 * DAY),
};

const arn = (user: string) => `arn:aws:iam::${ACCOUNT}:user/${user}`;

const on = (control: string, subject: string, overrides: Partial<Verdict> = {}) =>
  resultOf(control, 'high', [
    verdict(subject, 'failed', `${subject} fails ${control}.`, {
      control,
      arn: arn(subject.split(' / ')[0] ?? ''),
      fix: `mend ${subject}`,
      ...overrides,
    }),
  ]);

/** The script for these failures of the users. */
function scriptFor(
  results: readonly ReturnType<typeof resultOf>[],
  { users = ['alice', 'bob'], cells = CELLS } = {},
): string {
  const facts = { serviceSpecificCredentials: { known: [] } };
  const report = { ...reportNaming(users, cells), facts };
  return remediationScript(auditResult({ audited: auditedReport({ report }), results }));
}

/** The lines that would be run, commented out or not. */
const commands = (script: string) =>
  script
    .slice(script.indexOf('\n# --- '))
    .split('\n')
    .filter((line) => /^#?(?:de|require_)\w+ '/.test(line));

const FAKE_AWS = String.raw`#!/bin/sh
{ printf '%s\t' "$@"; printf '\n'; } >>"$CALLS"
case "$1 $2" in
  'sts get-caller-identity') printf '%s\n' "$CALLER" ;;
  'iam list-'*) [ "$FOUND" != refused ] || exit 254; printf '%s\n' "$FOUND" ;;
  'iam get-'*) printf '%s\n' "$LAST_USED" ;;
esac
`;

interface Answers {
  /** The account that the caller is in. */
  readonly caller?: string;
  /** What a list command finds. */
  readonly found?: string;
  readonly lastUsed?: string;
  readonly apply?: boolean;
}

/** Runs a script with an `aws` that only writes down how it was called. */
function run(script: string, answers: Answers = {}, shell = 'sh') {
  const { caller = ACCOUNT, found = 'AKIA1', lastUsed = `${USED.slice(0, 19)}+00:00` } = answers;
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-remediation-'));
  try {
    const calls = join(directory, 'calls');
    writeFileSync(join(directory, 'aws'), FAKE_AWS, { mode: 0o755 });
    writeFileSync(join(directory, 'canary'), '#!/bin/sh\n: >"$CALLS.canary"\n', { mode: 0o755 });
    writeFileSync(join(directory, 'script'), script);
    writeFileSync(calls, '');
    const { status, stdout, stderr } = spawnSync(shell, [join(directory, 'script')], {
      encoding: 'utf8',
      cwd: directory,
      env: {
        PATH: `${directory}:/usr/bin:/bin`,
        CALLS: calls,
        CALLER: caller,
        FOUND: found,
        LAST_USED: lastUsed,
        ...(answers.apply ? { APPLY: '1' } : {}),
      },
    });
    const lines = readFileSync(calls, 'utf8').split('\n').slice(0, -1);
    const argv = lines.map((line) => line.split('\t').slice(0, -1));
    const changes = argv.filter(([, action = '']) => /^(update|delete)-/.test(action));
    const canary = existsSync(`${calls}.canary`);
    return { status, stdout, stderr, argv, changes, canary };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const deactivation = (user: string, id = 'AKIA1') => [
  'iam',
  'update-access-key',
  `--user-name=${user}`,
  `--access-key-id=${id}`,
  '--status=Inactive',
];

describe('what each control asks for', () => {
  const created = `'${CREATED.slice(0, 19)}'`;
  const used = `'${USED.slice(0, 19)}'`;
  const older = `'${ago(300 * DAY).slice(0, 19)}'`;
  const uploaded = `'${ago(400 * DAY).slice(0, 19)}'`;
  const signIn = `'${ago(120 * DAY).slice(0, 19)}'`;

  test.each([
    [
      'access-key-last-used',
      'alice / access key 1',
      [`deactivate_unused_key 'alice' ${created} ${used}`],
    ],
    [
      'access-key-never-used',
      'alice / access key 2',
      [`deactivate_unused_key 'alice' ${older} 'None'`],
    ],
    [
      'access-key-not-created-at-setup',
      'alice / access key 2',
      [`deactivate_unused_key 'alice' ${older} 'None'`],
    ],
    ['access-key-rotation', 'alice / access key 1', [`#deactivate_key 'alice' ${created}`]],
    ['access-key-one-active', 'alice', [`#deactivate_key 'alice' ${older}`]],
    [
      'console-user-without-keys',
      'alice',
      [`#deactivate_key 'alice' ${created}`, `#deactivate_key 'alice' ${older}`],
    ],
    [
      'user-in-use',
      'alice',
      [
        `deactivate_unused_key 'alice' ${created} ${used}`,
        `deactivate_unused_key 'alice' ${older} 'None'`,
        `#delete_unused_password 'alice' ${signIn}`,
      ],
    ],
    ['signing-certificate-absent', 'alice', [`#deactivate_certificate 'alice' ${uploaded}`]],
    [
      'signing-certificate-rotation',
      'alice / signing certificate 1',
      [`#deactivate_certificate 'alice' ${uploaded}`],
    ],
    ['password-age', 'alice / password', ["#require_new_password 'alice'"]],
    ['password-last-used', 'alice / password', [`#delete_unused_password 'alice' ${signIn}`]],
    ['password-overdue', 'alice / password', [`#delete_unused_password 'alice' ${signIn}`]],
    ['machine-user-without-password', 'alice', ["#delete_password 'alice'"]],
    [
      'canary-user-unused',
      'alice',
      [
        `#deactivate_key 'alice' ${created}`,
        `#deactivate_key 'alice' ${older}`,
        "#delete_password 'alice'",
      ],
    ],
    ['user-has-credentials', 'alice', ["#delete_user 'alice'"]],
    ['console-user-mfa', 'alice', []],
    ['user-mfa', 'alice', []],
    ['users-allowed', 'alice', []],
    ['a-control-of-your-own', 'alice', []],
  ])('%s', (control, subject, expected) => {
    const script = scriptFor([on(control, subject)]);
    expect(commands(script)).toEqual(expected);
    expect(script).toContain(`\n# ${control} (high) of house: ${subject} fails ${control}.`);
  });

  test('access-key-inactive-removed', () => {
    const cells = accessKey(2, CREATED, { active: false });
    const script = scriptFor([on('access-key-inactive-removed', 'alice / access key 2')], {
      cells,
    });
    expect(commands(script)).toEqual([`#delete_inactive_key 'alice' ${created}`]);
  });

  test('service-credential-rotation', () => {
    const service = 'bedrock.amazonaws.com';
    const report = reportWith(service);
    const results = [on('service-credential-rotation', `alice / ${service} 1`)];
    const script = remediationScript(auditResult({ audited: auditedReport({ report }), results }));
    expect(commands(script)).toEqual([
      `#deactivate_service_credential 'alice' '${service}' ${created}`,
    ]);
  });

  test.each([
    ['are not known', {}],
    ['were refused', { serviceSpecificCredentials: { refused: 'AccessDenied' } }],
    ['are there', reportWith('bedrock.amazonaws.com').facts],
  ] as const)('a user whose service-specific credentials %s is never deleted', (_, facts) => {
    const report = { ...reportNaming(['alice']), facts };
    const results = [on('user-has-credentials', 'alice')];
    const script = remediationScript(auditResult({ audited: auditedReport({ report }), results }));
    expect(commands(script)).toEqual([]);
    expect(script).toContain('alice fails user-has-credentials. Fix: mend alice');
  });

  test.each(['root-mfa', 'root-no-access-key', 'access-key-last-used', 'user-has-credentials'])(
    'root is for a person: %s',
    (control) => {
      const root = { arn: `arn:aws:iam::${ACCOUNT}:root` };
      const script = scriptFor([
        on(control, '<root_account>', root),
        on('password-policy-length', 'account', root),
      ]);
      expect(commands(script)).toEqual([]);
      expect(script).toContain('# --- By hand: no command can do it ---');
    },
  );

  test('a key without a date cannot be told from the other', () => {
    const cells = accessKey(1, 'N/A', { used: USED });
    const script = scriptFor([on('access-key-last-used', 'alice / access key 1')], { cells });
    expect(commands(script)).toEqual([]);
    expect(script).toContain('--- By hand');
  });
});

describe('the script', () => {
  test('goes from what can be undone to what cannot', () => {
    const script = scriptFor([
      on('user-has-credentials', 'bob'),
      on('password-last-used', 'alice / password'),
      on('access-key-rotation', 'bob / access key 1'),
      on('password-age', 'alice / password'),
      on('access-key-last-used', 'alice / access key 1'),
      on('user-mfa', 'alice'),
    ]);
    expect(script.match(/^# --- .*/gm)).toEqual([
      '# --- Deactivate keys that nobody uses (can be undone) ---',
      '# --- Demand a new password at the next sign-in ---',
      '# --- Deactivate what may be in use: move its callers first (can be undone) ---',
      '# --- Delete credentials: cannot be undone ---',
      '# --- Delete users: cannot be undone ---',
      '# --- By hand: no command can do it ---',
    ]);
  });

  test('says once what several controls and profiles ask for, by the least destructive step', () => {
    const again = on('access-key-last-used', 'alice / access key 1');
    const script = scriptFor([
      on('access-key-rotation', 'alice / access key 1'),
      again,
      { ...again, profile: 'cis' },
    ]);
    expect(commands(script)).toEqual([expect.stringMatching(/^deactivate_unused_key 'alice'/)]);
    expect(script.match(/^# access-key-.* of .*/gm)).toEqual([
      expect.stringMatching(/^# access-key-rotation \(high\) of house: /),
      expect.stringMatching(/^# access-key-last-used \(high\) of house, cis: /),
    ]);
  });

  test('leaves out who is waived, and what passes', () => {
    const status = (status: Status) =>
      on('access-key-last-used', 'alice / access key 1', { status });
    const script = scriptFor([status('waived'), status('passed'), status('notApplicable')]);
    expect(script).not.toContain('alice');
  });

  test('runs nothing unasked on a key that any control waives', () => {
    const subject = 'alice / access key 1';
    const waived = on('access-key-rotation', subject, { status: 'waived' });
    expect(commands(scriptFor([waived, on('access-key-last-used', subject)]))).toEqual([
      `#deactivate_key 'alice' '${CREATED.slice(0, 19)}'`,
    ]);
  });

  test('runs nothing unasked on a canary, which has to be there and unused', () => {
    const canary = on('canary-user-unused', 'alice', { status: 'passed' });
    expect(
      commands(scriptFor([canary, on('access-key-last-used', 'alice / access key 1')])),
    ).toEqual([`#deactivate_key 'alice' '${CREATED.slice(0, 19)}'`]);
  });

  test('lists what could not be checked', () => {
    const error = verdict('all', 'error', 'all: could not be checked, why.', { control: 'x' });
    const results = [resultOf('x', 'low', [error])];
    const script = remediationScript(auditResult({ results, problems: ['no facts'] }));
    expect(script).toContain('# no facts\n# x: all: could not be checked, why.\n');
  });

  test('without a report does nothing', () => {
    const script = remediationScript(auditResult({ audited: undefined, problems: ['no report'] }));
    expect(run(script)).toMatchObject({ status: 1, argv: [] });
    expect(script).toContain('# no report');
  });

  test('names the account and where the report came from', () => {
    const audited = auditedReport({}, '000000000000');
    expect(remediationScript(auditResult({ audited }))).toContain(
      '# Account 000000000000 (DEMO), report as of 2025-06-30T12:00:00Z',
    );
  });
});

describe('where ids are known', () => {
  const made = (days: number) => AS_OF - days * DAY;
  const users = {
    alice: {
      ...accessKey(1, CREATED, { used: USED }),
      ...accessKey(2, ago(300 * DAY), { active: false }),
    },
  };
  const facts = {
    accessKeys: {
      known: [
        {
          userName: 'alice',
          keys: [
            { id: 'AKIA1', active: true, createdAt: made(200) },
            { id: 'AKIA2', active: false, createdAt: made(300) },
          ],
        },
      ],
    },
    sshPublicKeys: {
      known: [{ userName: 'alice', keys: [{ id: 'APKA1', active: true, uploadedAt: made(100) }] }],
    },
    serviceSpecificCredentials: {
      known: [
        {
          userName: 'alice',
          id: 'ACCA1',
          service: 'bedrock.amazonaws.com',
          active: true,
          createdAt: made(100),
          expiresAt: undefined,
        },
      ],
    },
  };
  const audited = auditedReport({ report: reportOfSample({ users, facts }) });
  const script = (control: string, subject: string) =>
    remediationScript(auditResult({ audited, results: [on(control, subject)] }));

  test.each([
    ['access-key-rotation', 'alice / access key 1', "#deactivate_key 'alice' 'AKIA1'"],
    [
      'access-key-last-used',
      'alice / access key 1',
      `deactivate_unused_key 'alice' 'AKIA1' '${USED.slice(0, 19)}'`,
    ],
    ['access-key-inactive-removed', 'alice / access key 2', "#delete_inactive_key 'alice' 'AKIA2'"],
    [
      'service-credential-expires',
      'alice / bedrock.amazonaws.com 1',
      "#deactivate_service_credential 'alice' 'bedrock.amazonaws.com' 'ACCA1'",
    ],
    ['ssh-key-rotation', 'alice / SSH key 1', "#deactivate_ssh_key 'alice' 'APKA1'"],
  ])('%s names the credential by it', (control, subject, expected) => {
    expect(commands(script(control, subject))).toEqual([expected]);
  });

  const calls = (text: string) =>
    run(text.replace(/^#(de\w+ ')/gm, '$1'), { apply: true, lastUsed: `${USED.slice(0, 19)}Z` })
      .argv.filter(([service]) => service === 'iam')
      .map(([, action]) => action);

  test.each([
    ['access-key-rotation', 'alice / access key 1', ['update-access-key']],
    [
      'access-key-last-used',
      'alice / access key 1',
      ['get-access-key-last-used', 'update-access-key'],
    ],
    [
      'service-credential-expires',
      'alice / bedrock.amazonaws.com 1',
      ['update-service-specific-credential'],
    ],
    ['ssh-key-rotation', 'alice / SSH key 1', ['update-ssh-public-key']],
  ])('%s looks no credential up', (control, subject, expected) => {
    expect(calls(script(control, subject))).toEqual(expected);
  });

  test('a key is deleted only where that very key is still inactive', () => {
    const text = script('access-key-inactive-removed', 'alice / access key 2');
    const { argv } = run(text.replace(/^#(de\w+ ')/gm, '$1'), { apply: true, found: 'AKIA2' });
    expect(argv.slice(1)).toEqual([
      [
        'iam',
        'list-access-keys',
        '--user-name=alice',
        '--query',
        "AccessKeyMetadata[?Status=='Inactive' && AccessKeyId=='AKIA2'].AccessKeyId",
        '--output',
        'text',
      ],
      ['iam', 'delete-access-key', '--user-name=alice', '--access-key-id=AKIA2'],
    ]);
  });
});

const installed = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe.each(['sh', 'bash'].filter((shell) => installed(shell)))('run by %s', (shell) => {
  const script = scriptFor([
    on('access-key-last-used', 'alice / access key 1'),
    on('user-has-credentials', 'bob'),
  ]);

  test('only says what it would do', () => {
    const { status, stdout, changes, argv } = run(script, {}, shell);
    expect(stdout).toBe(
      'Would run: aws iam update-access-key --user-name=alice --access-key-id=AKIA1 --status=Inactive\n' +
        'Nothing was changed. APPLY=1 does it.\n',
    );
    expect({ status, changes }).toEqual({ status: 0, changes: [] });
    expect(argv[1]).toEqual([
      'iam',
      'list-access-keys',
      '--user-name=alice',
      '--query',
      `AccessKeyMetadata[?Status=='Active' && starts_with(CreateDate, '${CREATED.slice(0, 19)}')].AccessKeyId`,
      '--output',
      'text',
    ]);
  });

  test('with APPLY=1 does it, and nothing that is commented out', () => {
    const { status, changes, stdout } = run(script, { apply: true }, shell);
    expect({ status, changes }).toEqual({ status: 0, changes: [deactivation('alice')] });
    expect(stdout).not.toContain('Nothing was changed');
  });

  test('stops in another account', () => {
    const { status, stderr, argv } = run(script, { caller: '999900001111', apply: true }, shell);
    expect(status).toBe(1);
    expect(stderr).toContain('for account 111122223333, but the caller is in 999900001111');
    expect(argv).toHaveLength(1);
  });

  test.each([
    ['none is found', { found: '' }, 'is not there'],
    ['none is found, in other words', { found: 'None' }, 'is not there'],
    ['two are found', { found: 'AKIA1\tAKIA2' }, 'is not the only one'],
    ['AWS refuses to list them', { found: 'refused' }, 'could not be looked up'],
    [
      'it was used since the report',
      { lastUsed: '2025-06-30T13:00:00Z' },
      'was last used at 2025-06-30T13:00:00Z',
    ],
    ['it was used for the first time', { lastUsed: 'None' }, 'was last used at None'],
  ])('skips a key, aloud, where %s', (_, answers, why) => {
    const { status, stderr, changes } = run(script, { ...answers, apply: true }, shell);
    expect({ status, changes }).toEqual({ status: 0, changes: [] });
    expect(stderr).toContain(why);
    expect(stderr).toContain('1 skipped, see above.');
  });

  test('what was commented out runs once the "#" is taken away', () => {
    const all = scriptFor(
      [
        'access-key-rotation',
        'user-in-use',
        'password-age',
        'machine-user-without-password',
        'signing-certificate-absent',
        'user-has-credentials',
      ].map((control) =>
        on(control, control === 'access-key-rotation' ? 'alice / access key 1' : 'alice'),
      ),
    ).replace(/^#(?=(?:de|require)\w+ ')/gm, '');
    const lastUsed = `${ago(120 * DAY).slice(0, 19)}Z`;
    const { status, changes } = run(all, { apply: true, lastUsed }, shell);
    expect(status).toBe(0);
    expect(changes.map(([, action]) => action)).toEqual([
      'update-login-profile',
      'update-signing-certificate',
      'delete-login-profile',
      'delete-user',
    ]);
  });
});

/** A report with one service-specific credential of alice. */
function reportWith(service: string, userName = 'alice') {
  const credential = { userName, service, active: true, createdAt: Date.parse(CREATED) };
  const known = [{ ...credential, expiresAt: undefined }];
  return { ...reportNaming([userName], CELLS), facts: { serviceSpecificCredentials: { known } } };
}

describe('hostile names', () => {
  const ALLOWED = ['-rf', 'a,b', 'x@y', '@mention', '=cmd', '--profile=evil', '+x', 'a.b-c_d'];

  test.each(ALLOWED)('%j, which IAM allows, is one argument and no option', (name) => {
    const script = scriptFor([on('access-key-last-used', `${name} / access key 1`)], {
      users: [name],
    });
    expect(run(script, { apply: true }).changes).toEqual([deactivation(name)]);
  });

  const forbidden = HOSTILE_NAMES.filter((name) => !ALLOWED.includes(name));
  const CONTROLS = [
    'user-in-use',
    'user-has-credentials',
    'machine-user-without-password',
    'user-mfa',
  ];

  test.each(forbidden)('%j, which IAM forbids, is in comments alone', (name) => {
    const results = CONTROLS.map((control) =>
      resultOf(
        control,
        'low',
        [
          verdict(name, 'failed', `${name} fails`, { control, arn: arn(name), fix: name }),
          verdict(name, 'error', `${name}: could not be checked`),
        ],
        { profile: name },
      ),
    );
    const script = scriptFor(results, { users: [name] });
    expect(commands(script)).toEqual([]);
    const { status, changes, argv } = run(script, { apply: true });
    expect({ status, changes, calls: argv.length }).toEqual({ status: 0, changes: [], calls: 1 });
    const code = script.split('\n').filter((line) => !line.startsWith('#'));
    const harmless = scriptFor([])
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(code.filter((line) => line !== '')).toEqual(harmless.filter((line) => line !== ''));
  });

  // facts.json of a bundle is data from outside.
  test.each(['x\ncanary\n: ', "x'; canary; '", '$(canary)', 'x y', '', 'X.AMAZONAWS.COM'])(
    'a service %j, which AWS has not, is for a person',
    (service) => {
      const report = reportWith(service);
      const results = [on('service-credential-rotation', `alice / ${service} 1`)];
      const script = remediationScript(
        auditResult({ audited: auditedReport({ report }), results }),
      );
      expect(commands(script)).toEqual([]);
      expect(script).toContain('--- By hand');
      expect(script).toMatch(/ Fix: mend alice/);
      expect(run(script, { apply: true })).toMatchObject({ status: 0, changes: [], canary: false });
    },
  );

  test('a report that IAM wrote has none of them', () => {
    expect(() => reportOf(userRow("'; drop"))).toThrow();
  });
});

describe('any text in any field', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 5 }),
        fc.constantFrom(
          ...['canary', '\n', '\r', '\u2028', '\u0085', "'", '"', '`', '$(', ')', ';', '&', '|'],
          ...['#', '\\', ' ', '\n#', '\ncanary\n', "'\ncanary\n'", '@ACCOUNT@', '$APPLY', 'alice'],
        ),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(''));
  const control = fc.oneof(
    text,
    fc.constantFrom(
      ...['access-key-last-used', 'access-key-rotation', 'user-in-use', 'user-has-credentials'],
      ...['password-age', 'canary-user-unused', 'signing-certificate-absent'],
    ),
  );
  const oftenAlice = fc.oneof(fc.constant('alice'), text);
  const oftenGood = fc.oneof(fc.constant('bedrock.amazonaws.com'), text);
  const fields = fc.record({
    ...{ user: oftenAlice, service: oftenGood, control, subject: text, arn: text, reason: text },
    ...{ fix: text, profile: text, endpoint: text, runId: text, problem: text, waiver: text },
  });

  type Fields = typeof fields extends fc.Arbitrary<infer Each> ? Each : never;

  function hostileScript(given: Fields): string {
    const { user, service, reason, fix, profile } = given;
    const text = { arn: arn(user), reason, fix };
    const waiver = {
      ...{ control: given.control, subject: given.waiver, reason: given.waiver },
      ...{ owner: given.waiver, approvedBy: given.waiver, ticket: given.waiver, expires: 0 },
    };
    const services = 'service-credential-rotation';
    const named = (id: string, subject: string, more: Partial<Verdict> = {}) =>
      resultOf(id, 'high', [verdict(subject, 'failed', reason, { control: id, ...more })], {
        profile,
      });
    const results = [
      named(services, `${user} / ${service} 1`, text),
      named(given.control, user, { ...text, waiver }),
      named(given.control, `${user} / access key 1`, text),
      named(given.control, given.subject, { ...text, arn: given.arn }),
      resultOf('x', 'low', [
        verdict(given.subject, 'error', reason),
        verdict(given.waiver, 'waived', reason, { waiver }),
      ]),
    ];
    const origin = { kind: 'live', endpoint: given.endpoint } as const;
    const audited = auditedReport({ report: reportWith(service, user), origin });
    const base = auditResult();
    return remediationScript({
      ...base,
      ...{ audited, results, problems: [given.problem], waivers: [waiver] },
      run: { ...base.run, id: given.runId },
    });
  }

  const TEMPLATE = new Set(scriptFor([]).split('\n'));
  const COMMAND = /^#?(?:de\w+|require_new_password)(?: '[\w+=,.@:-]+')+$/;
  // A line that is anything but printable could show itself as another.
  const COMMENT = /^# (?:(?! )[^\p{Cc}\p{Zl}\p{Zp}\p{Cf}]| )*$/u;

  test('gives a line of the template, a comment, or a command of quoted words', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const odd = hostileScript(given)
          .split('\n')
          .filter((line) => !TEMPLATE.has(line) && !COMMAND.test(line) && !COMMENT.test(line));
        expect(odd).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is never run, not even where every "#" is taken away', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const script = hostileScript(given);
        const all = script.replace(/^#(?=(?:de|require)\w+ ')/gm, '');
        expect(run(script, { apply: true })).toMatchObject({ status: 0, canary: false });
        expect(run(all, { apply: true })).toMatchObject({ status: 0, canary: false });
      }),
      { numRuns: 50 },
    );
  });
});

if (installed('shellcheck')) {
  test('shellcheck has nothing to say', () => {
    const script = scriptFor([on('user-in-use', 'alice'), on('user-has-credentials', 'bob')]);
    const input = { input: script, encoding: 'utf8' } as const;
    expect(spawnSync('shellcheck', ['--shell=sh', '-'], input).stdout).toBe('');
  });
}
