import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ConfigurationError } from '../../../control';
import { PACKAGE_DIR, POLICY_DIR } from '../../../run';
import { type Outcomes, readOutcomes } from './outcomes';

/** The other version, as npm names it, and what both judge. */
interface Question {
  readonly version: string;
  readonly bundle: string;
  /** `IAMSPEC_` variables that flags stand for. */
  readonly settings: Readonly<Record<string, string>>;
  readonly progress: (line: string) => void;
}

/** What this version and the other one say of the same bundle under the same policy. */
export interface Answers {
  readonly version: string;
  readonly now: Outcomes;
  readonly next: Outcomes;
}

/** Installs the other version aside and lets both judge. Nothing of it is left. @throws ConfigurationError */
export function judgeByBoth({ version, bundle, settings, progress }: Question): Answers {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-upgrade-')));
  try {
    progress(`installing iamspec ${version} into a temporary directory`);
    const other = install(version, join(directory, 'other'));
    const policy = copyPolicy(other, join(directory, 'policy'));
    const env = { ...settings, IAMSPEC_REPORT: resolve(bundle), IAMSPEC_EVIDENCE: 'junit' };
    const judged = (by: string, cwd: string) => {
      const reports = join(directory, `reports-${basename(cwd)}`);
      return judge(by, cwd, { ...env, IAMSPEC_REPORTS_DIR: reports });
    };
    const now = judged(PACKAGE_DIR, POLICY_DIR);
    return { version: versionOf(other), now, next: judged(other, policy) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function install(version: string, directory: string): string {
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{"private":true}');
  const what = existsSync(version) ? resolve(version) : `iamspec@${version}`;
  const args = ['install', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts', what];
  const options = {
    cwd: directory,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  } as const;
  const { status, stderr } = spawnSync('npm', args, options);
  const installed = join(directory, 'node_modules', 'iamspec');
  if (status === 0 && existsSync(installed)) return realpathSync(installed);
  throw new ConfigurationError([`npm could not install ${what}: ${stderr.trim()}`]);
}

function versionOf(directory: string): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  );
  return version;
}

// With the packages of the policy, but for iamspec itself.
function copyPolicy(other: string, directory: string): string {
  mkdirSync(join(directory, 'node_modules'), { recursive: true });
  const own = join(POLICY_DIR, 'node_modules');
  for (const name of existsSync(own) ? readdirSync(own) : []) {
    if (name === 'iamspec' || name.startsWith('.')) continue;
    symlinkSync(join(own, name), join(directory, 'node_modules', name), 'junction');
  }
  symlinkSync(other, join(directory, 'node_modules', 'iamspec'), 'junction');
  if (POLICY_DIR === PACKAGE_DIR) {
    writeFileSync(join(directory, 'package.json'), '{"dependencies":{"iamspec":"*"}}');
    return directory;
  }
  for (const name of ['package.json', 'tsconfig.json', 'controls', 'profiles']) {
    const from = join(POLICY_DIR, name);
    if (existsSync(from)) cpSync(from, join(directory, name), { recursive: true });
  }
  return directory;
}

function judge(by: string, cwd: string, env: Readonly<Record<string, string>>): Outcomes {
  const { bin } = JSON.parse(readFileSync(join(by, 'package.json'), 'utf8'));
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('IAMSPEC_'));
  const waivers = join(cwd, 'profiles', 'waivers.yaml');
  const { stderr } = spawnSync(process.execPath, [join(by, bin.iamspec), 'exec'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: {
      ...Object.fromEntries(others),
      // Those of the bundle's directory would not count.
      ...(existsSync(waivers) && { IAMSPEC_WAIVERS: waivers }),
      ...env,
    },
  });
  const junit = join(env.IAMSPEC_REPORTS_DIR ?? '', 'junit.xml');
  if (existsSync(junit)) return readOutcomes(readFileSync(junit, 'utf8'));
  throw new ConfigurationError([`${by} left no verdicts: ${stderr.trim()}`]);
}
