import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an installed AWS SDK client says of its service: its declarations, and its errors on the wire. */
export interface SdkModel {
  /** `@aws-sdk/client-iam 3.1169.0` */
  readonly name: string;
  /** The text of `models/*.d.ts` and `commands/*.d.ts` by its name. */
  readonly files: ReadonlyMap<string, string>;
  /** How a declared error is called on the wire, where that is not its own name. */
  readonly wireCode: (error: string) => string | undefined;
}

/** What iamspec relies on in one operation; paths are such as `Users[].Status` or `Map{key}`. */
export interface Use {
  /** The members of the input that are given, with their types. */
  readonly takes?: Readonly<Record<string, string>>;
  /** What is read of the answer, and each other member at its top, with their types. */
  readonly gives?: Readonly<Record<string, string>>;
  /** The answer may get further members: what they are for is no business of iamspec. */
  readonly more?: boolean;
  /** The declared errors, `<class>` or `<class> = <code on the wire>`. */
  readonly throws: readonly string[];
}

/** Reads the client of a service, such as `iam`, as it is installed. */
export function readSdk(service: string): SdkModel {
  const name = `@aws-sdk/client-${service}`;
  const root = dirname(require.resolve(`${name}/package.json`));
  const files = ['models', 'commands'].flatMap((folder) =>
    readdirSync(join(root, 'dist-types', folder))
      .filter((file) => file.endsWith('.d.ts'))
      .map((file) => `${folder}/${file}`),
  );
  const texts = files.map((file) => [file, readFileSync(join(root, 'dist-types', file), 'utf8')]);
  const { version } = require(`${name}/package.json`);
  const schemas = require(name);
  return {
    name: `${name} ${version}`,
    files: new Map(texts.map(([file = '', text = '']) => [file, text])),
    // An error's schema is [kind, namespace, name, traits, ...].
    wireCode: (error) => schemas[`${error}$`]?.[3]?.awsQueryError?.[0],
  };
}

/** Where an operation is no longer what iamspec relies on, a sentence each. */
export function driftOf(sdk: SdkModel, operation: string, use: Use): readonly string[] {
  const command = sdk.files.get(`commands/${operation}Command.d.ts`);
  if (command === undefined) return [`${operation} is gone`];
  const shape = (end: 'Input' | 'Output') =>
    new RegExp(`interface ${operation}Command${end} extends (?:Omit<)?(?!__)(\\w+)`).exec(
      command,
    )?.[1];
  const input = shape('Input');
  const output = shape('Output');
  const { takes = {}, gives = {} } = use;
  const required = membersOf(sdk, input).flatMap(([member, { optional }]) =>
    optional || named(takes).includes(member) ? [] : [`input ${member} is required`],
  );
  const further = membersOf(sdk, output).flatMap(([member, { type }]) =>
    use.more || named(gives).includes(member)
      ? []
      : [`output ${member} is new: ${spelt(sdk, type)}`],
  );
  // Without the base class of all errors of a service, of which no side is at fault.
  const thrown = [...command.matchAll(/@throws \{@link (\w+)\} \(\w+ fault\)/g)].map(
    ([, error = '']) => [error, sdk.wireCode(error)].filter(Boolean).join(' = '),
  );
  return [
    ...membersDrift(sdk, input, takes).map((text) => `input ${text}`),
    ...required,
    ...membersDrift(sdk, output, gives).map((text) => `output ${text}`),
    ...further,
    ...difference(use.throws, thrown).map((text) => `errors: ${text}`),
  ];
}

/** The members at the top of these paths. */
function named(members: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(members).map((path) => /^\w+/.exec(path)?.[0] ?? '');
}

function membersDrift(
  sdk: SdkModel,
  shape: string | undefined,
  members: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(members).flatMap(([path, type]) => {
    const found = typeAt(sdk, shape, path);
    if (found === undefined) return [`${path} is gone`];
    const drift = difference(type.split(' | '), spelt(sdk, found).split(' | '));
    return drift.map((text) => `${path}: ${text}`);
  });
}

function difference(known: readonly string[], found: readonly string[]): readonly string[] {
  return [
    ...found.filter((each) => !known.includes(each)).map((each) => `${each} is new`),
    ...known.filter((each) => !found.includes(each)).map((each) => `${each} is gone`),
  ];
}

function typeAt(sdk: SdkModel, shape: string | undefined, path: string): string | undefined {
  let type = shape;
  for (const step of path.match(/\w+|\[\]|\{key\}|\{value\}/g) ?? []) {
    const pair = /^(?:Partial<)?Record<(\w+), (\w+)>/.exec(type ?? '');
    if (step === '[]') type = /^(.*)\[\]$/.exec(type ?? '')?.[1];
    else if (step === '{key}' || pair) type = step === '{key}' ? pair?.[1] : pair?.[2];
    else type = membersOf(sdk, type).find(([name]) => name === step)?.[1].type;
  }
  return type;
}

interface Member {
  readonly type: string;
  readonly optional: boolean;
}

function membersOf(
  sdk: SdkModel,
  shape: string | undefined,
): readonly (readonly [string, Member])[] {
  const body = shape && declared(sdk, `interface ${shape} {`);
  if (!body) return [];
  return [...body.matchAll(/^ {4}(\w+)(\??): (.*?)(?: \| undefined)?;$/gm)].map(
    ([, name = '', optional, type = '']) => [name, { type, optional: optional === '?' }] as const,
  );
}

/** A type with the values of an enum in the place of its name. */
function spelt(sdk: SdkModel, type: string): string {
  const [, name = '', list = ''] = /^(\w+)((?:\[\])?)$/.exec(type) ?? [];
  const body = declared(sdk, `declare const ${name}: {`);
  if (!body) return type;
  return [...body.matchAll(/: "(.*)";$/gm)].map(([, value]) => `${value}${list}`).join(' | ');
}

function declared(sdk: SdkModel, head: string): string | undefined {
  for (const [file, text] of sdk.files) {
    const at = file.startsWith('models/') ? text.indexOf(`export ${head}`) : -1;
    if (at !== -1) return text.slice(at + head.length, text.indexOf('\n}', at));
  }
  return undefined;
}
