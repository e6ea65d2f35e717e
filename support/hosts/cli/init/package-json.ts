import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import packageJson from '../../../../package.json';
import { ConfigurationError } from '../../../control';
import { messageOf } from '../../../report';

const TEXTS = z.record(z.string(), z.string());
const MANIFEST = z.looseObject({
  scripts: TEXTS.optional(),
  dependencies: TEXTS.optional(),
  devDependencies: TEXTS.optional(),
  jest: z.unknown().optional(),
});

const COMMAND = 'iamspec exec';

/** What `npm init` writes where there is no test. */
const NO_TEST = /no test specified/;

/** What was done to a package.json, in sentences; whether iamspec is installed beside it. */
interface Changed {
  readonly notes: readonly string[];
  readonly isInstalled: boolean;
}

/** Lets package.json name iamspec and run it as its test; `name` is for a new one. @throws ConfigurationError */
export function withIamspec(directory: string, name: string): Changed {
  const path = join(directory, 'package.json');
  const before = existsSync(path) ? read(path) : { name: packageName(name), private: true };
  const { scripts = {}, devDependencies = {}, dependencies = {} } = MANIFEST.parse(before);
  const isFree = scripts.test === undefined || NO_TEST.test(scripts.test);
  const script = isFree ? 'test' : 'audit';
  const isNamed = 'iamspec' in dependencies || 'iamspec' in devDependencies;
  const after = {
    ...before,
    scripts: { ...scripts, ...(scripts.test !== COMMAND && { [script]: COMMAND }) },
    devDependencies: { ...devDependencies, ...(!isNamed && { iamspec: packageJson.version }) },
  };
  writeFileSync(path, `${JSON.stringify(after, null, 2)}\n`);
  return {
    isInstalled: existsSync(join(directory, 'node_modules', 'iamspec')),
    notes: isFree || scripts.test === COMMAND ? [] : [JEST_BESIDE],
  };
}

const JEST_BESIDE = `package.json has a test of its own: npm run audit runs iamspec. To run it with your Jest too:
  import { iamspec } from 'iamspec/jest-config';
  const { projects, reporters } = iamspec();
  export default { projects: [yours, ...projects], reporters: ['default', ...reporters] };`;

function read(path: string): Readonly<Record<string, unknown>> {
  try {
    return MANIFEST.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}`]);
  }
}

// https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name
function packageName(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'iam-policy'
  );
}
