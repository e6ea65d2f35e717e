import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../../../tools/testing/cli';
import { only } from '../../../tools/testing/report';
import { type Control, setControlHost } from '../../control/control';
import { metadataProblems } from '../../control/metadata';
import { judgeSample, missingSamples, statuses } from '../../control/proof/sample-problems';
import type { Samples } from '../../control/samples/samples';

const PROJECT = join(__dirname, '..', '..', '..');

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  mkdirSync(join(directory, 'controls'));
  writeFileSync(join(directory, 'package.json'), '{"devDependencies":{"iamspec":"*"}}');
  symlinkSync(join(PROJECT, 'node_modules'), join(directory, 'node_modules'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function newControl(...args: readonly string[]) {
  return run(process.execPath, BIN, 'new-control', ...args);
}

function run(command: string, ...args: readonly string[]) {
  return spawnSync(command, args, { cwd: directory, encoding: 'utf8' });
}

function written(): readonly string[] {
  return readdirSync(join(directory, 'controls')).sort();
}

/** Loads what was generated. Its imports are those of this project, by way of the links. */
function load(id: string): { control: Control; samples: Samples } {
  const declared: Control[] = [];
  const former = setControlHost((control) => declared.push(control));
  try {
    require(join(directory, 'controls', `${id}.test`));
  } finally {
    setControlHost(former);
  }
  const { samples }: { samples: Samples } = require(join(directory, 'controls', `${id}.samples`));
  return { control: only(declared), samples };
}

describe('npm run new-control', () => {
  test('writes a control and its samples, and says what to do next', () => {
    const { status, stdout, stderr } = newControl('badge-worn');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(written()).toEqual(['badge-worn.samples.ts', 'badge-worn.test.ts']);
    expect(stdout).toMatchInlineSnapshot(`
"Written:
  controls/badge-worn.test.ts
  controls/badge-worn.samples.ts

Next:
  1. Edit these two. What they lack, this says: npx iamspec check
  2. Add one line to each profile in profiles/ that the control belongs to.
  3. npx iamspec docs
"
`);
  });

  test('writes files that compile and are formatted', () => {
    newControl('badge-worn');
    const include = ['controls'];
    const settings = { extends: join(PROJECT, 'tsconfig.json'), include };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = run(join(PROJECT, 'node_modules/.bin/tsc'), '--noEmit');
    expect(tsc.stdout).toBe('');
    expect(tsc.status).toBe(0);
    const config = `--config-path=${join(PROJECT, 'biome.json')}`;
    const biome = ['ci', '--error-on-warnings', '--vcs-enabled=false', '--colors=off', config];
    const lint = run(join(PROJECT, 'node_modules/.bin/biome'), ...biome, 'controls');
    expect(`${lint.stdout}${lint.stderr}`).toMatch(/^Checked 2 files .* No fixes applied\.$/m);
    expect(lint.status).toBe(0);
  });

  test('writes files that fail the specs until they are filled in', () => {
    newControl('badge-worn');
    const { control, samples } = load('badge-worn');
    expect(control.id).toBe('badge-worn');
    expect(metadataProblems(control)).toEqual([
      'the title is not written yet',
      'the rationale is not written yet',
      'the remediation is not written yet',
    ]);
    expect(missingSamples(control, samples)).toEqual(
      expect.arrayContaining([
        'no sample passes',
        'no sample fails',
        expect.stringContaining('a sample does not say why'),
        'no sample is of an account without any subject',
      ]),
    );
    for (const sample of samples) {
      const verdicts = judgeSample(control, sample);
      expect(statuses(verdicts)).not.toEqual(sample.verdicts);
      expect(only(verdicts)).toMatchObject({
        status: 'error',
        reason: expect.stringContaining('not written yet'),
      });
    }
  });

  test.each([
    [[], 'expected one id. Usage: iamspec new-control <id>'],
    [['badge', 'worn'], 'expected one id. Usage: iamspec new-control <id>'],
    [['Badge-Worn'], 'the id must be lower-case words joined by hyphens'],
    [['badge-worn-90'], 'without digits'],
    [['cis-badge'], 'the id must not name a standard ("cis")'],
    [['badge-control'], 'the id must not say "control"'],
    [['../badge'], 'the id must be lower-case words'],
  ])('refuses %j: exit 2, and writes nothing', (args, problem) => {
    const { status, stdout, stderr } = newControl(...args);
    expect(stderr).toContain(problem);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(written()).toEqual([]);
  });

  test.each(['badge-worn.test.ts', 'badge-worn.samples.ts', 'house/badge-worn.test.ts'])(
    'leaves %s alone: exit 2, and writes nothing',
    (file) => {
      mkdirSync(join(directory, 'controls', 'house'));
      writeFileSync(join(directory, 'controls', file), 'mine');
      const before = written();
      const { status, stderr } = newControl('badge-worn');
      expect(stderr).toBe(
        `new-control badge-worn: controls/${file} exists already; nothing was written.\n`,
      );
      expect(status).toBe(2);
      expect(written()).toEqual(before);
    },
  );
});
