import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, type Iamspec, type Said, startIamspec } from '../../../tools/testing/cli';
import { AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../../tools/testing/report';

const DAY = 86_400_000;
const AT = new Date(AS_OF).toISOString();

let home: string;
let commands: Iamspec;
let report: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  commands = startIamspec(home);
  report = join(home, 'report.csv');
  const alice = userRow('alice', accessKey(1, ago(91 * DAY), { used: ago(DAY) }));
  writeFileSync(report, csv([rootRow(), alice, userRow('bob')]));
});
afterAll(() => {
  commands.close();
  rmSync(home, { recursive: true, force: true });
});

/** Runs `iamspec` on a machine without any AWS configuration, in a process with other commands. */
function iamspec(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return commands.run(args, { ...bare(), ...env });
}

/** The same in a process of its own. */
function alone(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return commands.alone(args, { ...bare(), ...env });
}

function bare() {
  return {
    PATH: process.env.PATH,
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    IAMSPEC_REPORTS_DIR: join(home, 'reports'),
  };
}

/** Runs `iamspec` for a reader who has gone. */
async function unread(args: readonly string[]) {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: home, env: bare() });
  child.stdout.destroy();
  child.stdin.end();
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += String(data);
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

const saved = (...args: readonly string[]) => iamspec([...args, '--report', report, '--as-of', AT]);

test.each<[readonly string[]]>([
  [['users', '--format', 'json']],
  [['summary']],
  [['summary', '--format', 'xml']],
  [['explain', 'nobody']],
  [['verify', 'nowhere']],
  [['complete', '--', 'su']],
])('%j says the same with others in one process as in its own', async (given) => {
  const args = given[0] === 'complete' ? given : [...given, '--report', report, '--as-of', AT];
  const withoutRun = ({ stdout, ...others }: Said) => ({
    stdout: stdout.replaceAll(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-\w+/g, ''),
    ...others,
  });
  expect(withoutRun(await iamspec(args))).toEqual(withoutRun(await alone(args)));
});

describe('a slip of the keyboard', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['a command', ['sumary'], /unknown command 'sumary'\n\(Did you mean summary\?\)/],
    [
      'a flag',
      ['users', '--repport', 'x'],
      /unknown option '--repport'\n\(Did you mean --report\?\)/,
    ],
    [
      'a flag of exec, which Jest would ignore',
      ['exec', '--profil', 'all'],
      /Did you mean --profile\?/,
    ],
    ['a choice', ['users', '--format', 'cvs'], /Allowed choices are table, csv, json, markdown/],
    [
      'a profile',
      ['check', 'cis-aws-5.1'],
      /no profile "cis-aws-5\.1".* Did you mean "cis-aws-5\.0"\?/,
    ],
    ['a user', ['explain', 'alize'], /alice/],
    [
      'a setting',
      ['users', '--max-report-age', '1 day'],
      /--max-report-age is "1 day", expected a duration such as 90m, 24h or 7d; leave it out for 24h/,
    ],
  ])('in %s ends with 2 and proposes what was meant', async (_, args, said) => {
    const given = await (args[0] === 'explain' ? saved(...args) : iamspec(args));
    expect(given).toMatchObject({ status: 2, stdout: '' });
    expect(given.stderr).toMatch(said);
  });

  test.each([
    ['users'],
    ['list'],
    ['check'],
    ['demo'],
    ['local-iam', '--port', '0'],
    ['diff', 'one', 'other'],
    ['verify', 'nowhere'],
    ['publish', 's3://bucket', 'nowhere'],
    ['new-control', 'some-control'],
    ['complete', 'bash'],
    ['org'],
    ['exec', '--evidence', 'junit'],
  ])('in a variable of the environment is an error of %s too', async (...args) => {
    const { status, stderr } = await iamspec(args, { IAMSPEC_REPORTS: 'x' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/no setting IAMSPEC_REPORTS\. Did you mean "IAMSPEC_REPORT"/);
  });
});

describe('an error names what was typed', () => {
  test.each<[readonly string[], RegExp]>([
    [['users', '--report', 'none.csv'], /^Could not be done: .*\n.*--report is "none\.csv", which/],
    [
      ['users', '--as-of', 'soon'],
      /--as-of is "soon", expected a date.*; leave it out for the clock/,
    ],
    [
      ['summary', '--as-of', '2999-01-01T00:00:00Z'],
      /--as-of is 2999-01-01T00:00:00Z, but this machine/,
    ],
    [['summary', '--waivers', 'none.yaml'], /--waivers is "none\.yaml", which cannot be read/],
    [['exec', '--evidence', 'junit', '--as-of', 'soon'], /Could not check: --as-of is "soon"/],
    [['exec', '--evidence', 'junit', '--as-of', '2999-01-01T00:00:00Z'], /--as-of is 2999-01-01/],
  ])('a flag: %j', async (args, said) => {
    const { status, stderr } = await iamspec(args, { IAMSPEC_REPORT: report });
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/IAMSPEC_(?:AS_OF|REPORT|WAIVERS) is/);
  });

  test('the variable, where that was set', async () => {
    const { stderr } = await iamspec(['users', '--report', report], { IAMSPEC_AS_OF: 'soon' });
    expect(stderr).toMatch(/IAMSPEC_AS_OF is "soon", expected a date.*; unset it for the clock/);
  });

  test('and leaves paths as they are', async () => {
    const path = join('IAMSPEC_REPORT', 'IAMSPEC_REPORT.csv');
    const { stderr } = await iamspec(['users', '--report', path]);
    expect(stderr).toContain(`--report is "${path}"`);
  });
});

test('a fault of iamspec itself shows its stack, in lines that do no harm', async () => {
  const preload = join(home, 'fault.cjs');
  writeFileSync(
    preload,
    "require('node:fs').readdirSync = () => { throw new TypeError('no \\u001b[2J list'); };",
  );
  const { status, stderr } = await alone(['list'], { NODE_OPTIONS: `--require=${preload}` });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Could not be done: TypeError: no \\u\{1b\}\[2J list\n +at .*fault\.cjs/);
  expect(stderr).toMatch(
    /\n +This is a fault of iamspec.* Please report it: .*\(iamspec \d.*, Node v\d/,
  );
});

describe('what could not be done ends with 2 and says what to do', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no credentials', ['users'], /No AWS credentials were found/],
    ['no such report', ['summary', '--report', 'none.csv'], /none\.csv", which cannot be read/],
    ['no bundle', ['verify', 'nowhere'], /nowhere is no evidence bundle/],
    ['nothing to compare', ['diff', 'nowhere', 'nowhere'], /is no evidence bundle/],
    [
      'no such profile',
      ['check', './none.ts'],
      /none\.ts cannot be loaded: Error: Cannot find module '\S+none\.ts'\n$/,
    ],
    ['a destination that is none', ['publish', 'S3://bucket', 'nowhere'], /no evidence bundle/],
    ['a report without a place to go', ['report'], /required option '--output, --out <file>'/],
    [
      'pseudonyms in a table for people',
      ['summary', '--pseudonymize', 'key'],
      /goes with --format json or prompt/,
    ],
  ])('%s', async (_, args, said) => {
    const { status, stdout, stderr } = await alone(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });
});

test('what others wrote reaches no terminal as it is, nor a CI system as a command', async () => {
  const path = join(home, 'no\u001b[2J\n::add-mask::x');
  const cell = join(home, 'cell.csv');
  writeFileSync(cell, csv([rootRow(), userRow('a\u009b2J\n::add-mask::x')]));
  for (const args of [
    ['users', '--report', path],
    ['summary', '--report', cell],
    ['users', '--report', cell],
    ['exec', '--report', cell],
    ['verify', path],
    ['diff', path, path],
    [path],
    ['users', '--out', path, '--report', report],
    ['check', path],
  ]) {
    const { stdout, stderr } = await iamspec(args);
    expect(stdout + stderr).not.toBe('');
    expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}|^\s*::/mu);
  }
});

describe('where the reader goes away the command goes on, quietly, and ends as it would have', () => {
  test.each<[number, readonly string[]]>([
    [0, ['users']],
    [1, ['summary']],
    [1, ['exec', '--evidence', 'junit']],
    [0, ['summary', '--fail-on', 'critical']],
  ])('%i: %j', async (expected, args) => {
    const { status, stderr } = await unread([...args, '--report', report, '--as-of', AT]);
    expect({ status, stderr }).toEqual({ status: expected, stderr: '' });
  });

  test('2 where it could not be done', async () => {
    const { status, stderr } = await unread(['users', '--report', 'none.csv']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Could not be done: .*cannot be read.*\n$/s);
  });
});

describe('a flag', () => {
  test('outweighs its variable', async () => {
    const env = { IAMSPEC_REPORT: 'none.csv', IAMSPEC_FAIL_ON: 'low' };
    const args = ['summary', '--report', report, '--as-of', AT];
    expect((await iamspec(args, env)).status).toBe(1);
    expect((await iamspec([...args, '--fail-on', 'high'], env)).status).toBe(0);
  });

  test('of exec reaches npm test', async () => {
    const { status, stdout } = await saved('exec', '--evidence', 'junit', '--fail-on', 'high');
    expect(status).toBe(0);
    expect(stdout).toContain('failures below high do not count');
    expect(readFileSync(join(home, 'reports', 'junit.xml'), 'utf8')).toContain(
      'alice / access key 1',
    );
  });

  test('of exec can name the latest bundle, which the run itself replaces', async () => {
    expect((await saved('exec')).status).toBe(1);
    const { status, stdout } = await iamspec(['exec', '--report', join(home, 'reports', 'latest')]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/Source {4}saved report, BUNDLE from .*111122223333/);
    expect((await iamspec(['verify', join(home, 'reports', 'latest')])).status).toBe(0);
  });

  test('a bundle is judged by its own profile, unless another is named', async () => {
    const env = { IAMSPEC_REPORTS_DIR: join(home, 'strict') };
    const strict = ['--report', report, '--as-of', AT, '--profile', 'strict'];
    await iamspec(['exec', ...strict], env);
    const latest = ['--report', join(home, 'strict', 'latest'), '--format', 'json'];
    const profiles = async (...args: readonly string[]) =>
      JSON.parse((await iamspec(['summary', ...latest, ...args])).stdout).profiles;
    expect(await profiles()).toMatchObject([{ name: 'strict' }]);
    expect(await profiles('--profile', 'baseline')).toMatchObject([{ name: 'baseline' }]);
  });

  test('after -- is Jest’s own', async () => {
    const flags = ['--evidence', 'junit', '--report', report, '--as-of', AT];
    const { stdout } = await iamspec(['exec', ...flags, '--', '-t', 'alice']);
    expect(stdout).toContain('PARTIAL RUN');
  });
});

describe('a result', () => {
  test.each([
    ['users', 'x.csv', /^"user",/],
    ['users', 'x.JSON', /^[[{]/],
    ['users', 'x.md', /^\|/],
    ['users', 'x.txt', /^user +created/],
    ['users', 'x', /^user +created/],
    ['summary', 'x.md', /^## iamspec/],
    ['summary', 'x.json', /^\{/],
    ['summary', 'x.txt', /^\niamspec/],
    ['report', 'x.csv', /^user,arn/],
  ])('of %s in %s is what its ending says', async (command, name, begin) => {
    const out = join(home, `ending-${command}-${name}`);
    const { stderr } = await saved(command, '--out', out);
    expect(stderr).toMatch(/readable by you only/);
    expect(readFileSync(out, 'utf8')).toMatch(begin);
  });

  test('in a format of choice can have any other ending', async () => {
    const out = join(home, 'users.data');
    await saved('users', '--format', 'csv', '--out', out);
    expect(readFileSync(out, 'utf8')).toMatch(/^"user",/);
  });

  test.each<[readonly string[], RegExp]>([
    [
      ['users', '--format', 'json', '--out', 'x.csv'],
      /--format json and --out x\.csv contradict each other: \.csv is csv/,
    ],
    [['summary', '--format', 'prompt', '--out', 'x.md'], /contradict each other: \.md is markdown/],
    [
      ['users', '--out', 'x.xlsx'],
      /nothing is written as \.xlsx\. End it in one of \.txt, \.csv, .*--format/,
    ],
    [['summary', '--out', 'x.csv'], /nothing is written as \.csv/],
    [
      ['report', '--out', 'x.yaml'],
      /nothing is written as \.yaml\. End it in one of \.csv, \.json\./,
    ],
    [
      ['report', '--out', 'x.json'],
      /does not say when it was generated, which JSON must\. Save it as \.csv/,
    ],
    [['users', '--out', '.'], /--out is "\.": that is a directory\. Name a file in it/],
    [
      ['remediate', '--out', 'none/fix.sh'],
      /--out is "none\/fix\.sh": there is no directory none\. Make it first/,
    ],
    [
      ['summary', '--format', 'json', '--pseudonymize', 'none/key'],
      /--pseudonymize is .*there is no directory none/,
    ],
    [['report', '--out', 'report.csv/x.csv'], /report\.csv is no directory/],
  ])('that cannot be written so is refused: %j', async (args, said) => {
    const { status, stdout, stderr } = await saved(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(existsSync(join(home, 'none'))).toBe(false);
  });

  test('is refused before the work: nobody asks AWS first', async () => {
    const { stderr } = await iamspec(['users', '--out', home]);
    expect(stderr).toMatch(/is a directory/);
    expect(stderr).not.toMatch(/credentials/);
  });

  test('goes to a file for its owner alone, and standard output stays empty', async () => {
    const CSV = ['users', '--format', 'csv', '--report', report, '--as-of', AT];
    const out = join(home, 'users.csv');
    const { stdout, stderr } = await alone([...CSV, '--out', out]);
    expect(stdout).toBe('');
    expect(stderr).toContain('readable by you only');
    expect(readFileSync(out, 'utf8')).toContain('alice');
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  test('of pseudonymize names nobody, and the key does', async () => {
    const key = join(home, 'key.json');
    const { stdout } = await saved('summary', '--format', 'prompt', '--pseudonymize', key);
    expect(stdout).toMatch(/access-key-rotation/);
    expect(stdout).not.toMatch(/alice|111122223333/);
    expect(readFileSync(key, 'utf8')).toContain('alice');
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  test('of pseudonymize never overwrites the key to an earlier one', async () => {
    const key = join(home, 'old-key.json');
    writeFileSync(key, 'old');
    const { status, stderr } = await saved('summary', '--format', 'json', '--pseudonymize', key);
    expect(status).toBe(2);
    expect(stderr).toMatch(/old-key\.json exists\. It may be the key to an earlier summary/);
    expect(readFileSync(key, 'utf8')).toBe('old');
  });

  test('of pseudonymize is not where the key is', async () => {
    const [directory, link] = [join(home, 'keys'), join(home, 'link')];
    mkdirSync(directory);
    symlinkSync(directory, link);
    for (const out of [join(directory, 'x.json'), join(link, 'X.json')]) {
      const flags = ['--pseudonymize', join(directory, 'x.json'), '--out', out];
      const { status, stderr } = await saved('summary', '--format', 'json', ...flags);
      expect(status).toBe(2);
      expect(stderr).toMatch(/name the same file/);
      expect(existsSync(join(directory, 'x.json'))).toBe(false);
    }
  });

  test('goes into no bundle', async () => {
    const [bundle, link] = [join(home, 'bundle'), join(home, 'latest')];
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'manifest.json'), '{}');
    symlinkSync(bundle, link);
    const json = ['summary', '--format', 'json'];
    for (const args of [
      ['users', '--out', join(link, 'manifest.json')],
      ['report', '--out', join(bundle, 'report.csv')],
      ['remediate', '--out', join(link, 'fix.sh')],
      [...json, '--out', join(bundle, 'summary.json')],
      [...json, '--pseudonymize', join(bundle, 'key.json')],
    ]) {
      const { status, stderr } = await saved(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/would lie in the evidence bundle/);
    }
    expect(readFileSync(join(bundle, 'manifest.json'), 'utf8')).toBe('{}');
    expect(readdirSync(bundle)).toEqual(['manifest.json']);
  });

  test('of report, saved as JSON, is a report that says when it was generated', async () => {
    const out = join(home, 'again.csv');
    await saved('report', '--out', out);
    expect(readFileSync(out)).toEqual(readFileSync(report));
  });
});

test('the instant in the name that the console gives is offered, and not taken', async () => {
  const named = join(home, 'status_reports_2025-07-01T00-00-00+00-00.csv');
  writeFileSync(named, readFileSync(report));
  const bare = (await iamspec(['summary', '--report', named])).stdout;
  expect(bare).toMatch(/ages are measured at \S+, this machine's time/);
  expect(bare).toMatch(
    /\nNote +The file's name says 2025-07-01T00:00:00Z\. .* set IAMSPEC_AS_OF=2025/,
  );
  const told = (await iamspec(['summary', '--report', named, '--as-of', AT])).stdout;
  expect(told).toContain('taken as of');
  expect(told).not.toContain('Note');
});

test('check tells which waivers the audit will not count', async () => {
  const waivers = join(home, 'waivers.yaml');
  const about = 'reason: x, owner: o, approvedBy: a';
  const soon = new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10);
  writeFileSync(
    waivers,
    `- {control: root-mfa, subject: root, ${about}, expires: 2025-01-31}
- {control: user-has-credentials, subject: alice, ${about}, expires: ${soon}}
- {control: console-user-mfa, subject: alice, ${about}, expires: ${soon}}
`,
  );
  const { status, stdout } = await iamspec(['check', 'baseline', '--waivers', waivers]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/waiver of root \(root-mfa\) expired on 2025-01-31T23:59:59Z/);
  expect(stdout).toMatch(
    /alice \(user-has-credentials\) is of a control that no profile here selects/,
  );
  expect(stdout).toMatch(/\nbaseline: \d+ controls and 3 waivers, 2 without effect\.\n$/);
});

describe('completion', () => {
  const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];
  const offered = async (...words: readonly string[]) =>
    (await iamspec(['complete', '--', ...words])).stdout
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '')
      .filter((line) => !/^(?::\d+)?$/.test(line));

  test.each(SHELLS)('is offered for %s, with npx and without', async (shell) => {
    const direct = await iamspec(['complete', shell]);
    expect(direct).toMatchObject({ status: 0, stderr: '' });
    expect(direct.stdout).toMatch(/npx.?iamspec/);
    // npx says so of what it runs: there is no command of that name then.
    const { stdout } = await iamspec(['complete', shell], { npm_command: 'exec' });
    expect(stdout).toMatch(/(?:\(|"|& )npx iamspec complete '?--/);
  });

  test('of commands, flags and profiles', async () => {
    expect(await offered('su')).toEqual(['summary']);
    expect(await offered('users', '--form')).toEqual(['--format']);
    expect(await offered('exec', '--profile', 'cis-aws-5')).toEqual(['cis-aws-5.0']);
    expect(await offered('exec', '--profile', 'strict,cis-aws-5')).toEqual(['strict,cis-aws-5.0']);
    expect(await offered('check', 'stri')).toEqual(['strict']);
  });

  test('of users, where the report is a saved one that can be read', async () => {
    expect(await offered('explain', '--report', report, '')).toEqual(['root', 'alice', 'bob']);
    expect(await offered('waive', '--report', report, '--user', 'b')).toEqual(['bob']);
    expect(await offered('explain', '--report', 'none.csv', '')).toEqual([]);
    expect(await offered('explain', '')).toEqual([]);
    const { stdout } = await iamspec(['complete', '--', 'explain', 'b'], {
      IAMSPEC_REPORT: report,
    });
    expect(stdout).toMatch(/^bob\t/);
  });

  test('of npx iamspec, in bash', async () => {
    const script = join(home, 'complete.bash');
    writeFileSync(script, (await iamspec(['complete', 'bash'], { npm_command: 'exec' })).stdout);
    // What bash-completion and npx do of it.
    const stubs = `
      _get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${words[cword]}; }
      npx() { shift; "${process.execPath}" "${BIN}" "$@"; }`;
    const complete = (...words: readonly string[]) => {
      const line = words.join(' ');
      const list = words.map((word) => `'${word}'`).join(' ');
      const { stdout } = spawnSync(
        'bash',
        [
          '-c',
          `${stubs}
          compopt() { :; }
          source ${script}
          COMP_WORDS=(${list}) COMP_CWORD=${words.length - 1} COMP_LINE='${line}' COMP_POINT=${line.length}
          __npx_iamspec_complete
          printf '%s\\n' "\${COMPREPLY[@]}" "$COMP_LINE" "$COMP_POINT"`,
        ],
        { cwd: home, env: bare(), encoding: 'utf8' },
      );
      return stdout.trimEnd().split('\n');
    };
    expect(complete('npx', 'iamspec', 'su')).toEqual(['summary', 'iamspec su', '10']);
    expect(complete('npx', 'iamspec', 'explain', '--report', report, 'al')[0]).toBe('alice');
    expect(complete('npx', 'other', 'su')).toEqual(['npx other su', '12']);
  });
});

test('every command teaches by example', async () => {
  const { stdout } = await iamspec(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[| <| {3})/gm)].map(
    ([, name = '']) => name,
  );
  expect(names.length).toBeGreaterThan(13);
  const own = names.filter(
    (name) => !['help', 'complete', 'demo', 'local-iam', 'new-control'].includes(name),
  );
  for (const name of own)
    expect((await iamspec([name, '--help'])).stdout).toMatch(/\nExamples:\n {2}iamspec /);
});
