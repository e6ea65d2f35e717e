import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { idProblems } from '../../control';
import { ownPolicyDir, PACKAGE_DIR, POLICY_DIR } from '../../run';
import { GIVEN_UMASK } from '../umask';

// It compiles, and fails the specs until it is filled in.
const FILES: Readonly<Record<string, (id: string) => string>> = {
  '.test.ts': (id) => `import { control } from 'iamspec';

control({
  id: '${id}',
  title: 'TODO: what is true of one compliant subject',
  severity: 'medium',
  nist: [],
  rationale: 'TODO: what can happen where it is not true',
  remediation: 'TODO: what to do, with commands: aws iam ... --user-name <user>',
  steps: [],
  subjects: (report) => report.users,
  check: () => {
    throw new Error('not written yet: return what a criterion of iamspec/criteria says');
  },
});
`,
  '.samples.ts': () => `import type { Samples } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'TODO: what about it makes it pass',
    users: { alice: {} },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'TODO: what about it makes it fail',
    users: { alice: {} },
    verdicts: { alice: 'failed' },
  },
];
`,
};

function main([id, ...others]: readonly string[]): 0 | 2 {
  if (id === undefined || others.length > 0) {
    return refuse(['expected one id. Usage: iamspec new-control <id>']);
  }
  const wrong = idProblems(id);
  if (wrong.length > 0) return refuse(wrong);
  const directory = join(ownPolicyDir(), 'controls');
  const names = Object.keys(FILES).map((end) => `${id}${end}`);
  const taken = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => names.includes(basename(file)))
    .map((file) => `${join('controls', file)} exists already; nothing was written`);
  if (taken.length > 0) return refuse(taken);
  process.umask(GIVEN_UMASK);
  for (const [end, template] of Object.entries(FILES)) {
    writeFileSync(join(directory, `${id}${end}`), template(id), { flag: 'wx' });
  }
  process.stdout.write(nextSteps(names));
  return 0;

  function refuse(problems: readonly string[]): 2 {
    const lines = problems.map((problem) => `new-control ${id ?? ''}: ${problem}.\n`);
    process.stderr.write(lines.join(''));
    return 2;
  }
}

function nextSteps(names: readonly string[]): string {
  const files = names.map((name) => `  controls/${name}`).join('\n');
  return `Written:
${files}

Next:
  1. Edit these two. What they lack, this says: npx iamspec check
  2. Add one line to each profile in profiles/ that the control belongs to.
  3. ${POLICY_DIR === PACKAGE_DIR ? 'npm run docs\n  4. npm run verify' : 'npx iamspec docs'}
`;
}

process.exitCode = main(process.argv.slice(2));
