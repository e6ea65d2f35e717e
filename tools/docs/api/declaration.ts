import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '@babel/parser';

/** A statement at the top of a file, or of a namespace. */
export type Statement = ReturnType<typeof parse>['program']['body'][number];
type Kind<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** What a file can declare. */
export type DeclarationNode = Kind<
  | 'FunctionDeclaration'
  | 'ClassDeclaration'
  | 'VariableDeclaration'
  | 'TSInterfaceDeclaration'
  | 'TSTypeAliasDeclaration'
>;

/** Where a name is declared, with the docstring before it. */
export interface Declaration {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  readonly node: DeclarationNode;
  readonly docs: string | undefined;
}

/** A file, parsed. */
export interface SourceFile {
  readonly text: string;
  readonly statements: readonly Statement[];
}

const files = new Map<string, SourceFile>();

/** Reads a file of TypeScript, once. */
export function read(file: string): SourceFile {
  const known = files.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  const made = { text, statements: program.body };
  files.set(file, made);
  return made;
}

/** The names that a file exports. Throws for `export *` and `export default`, which say none. */
export function exportsOf(file: string): readonly string[] {
  return read(file).statements.flatMap((statement) => {
    if (
      statement.type === 'ExportAllDeclaration' ||
      statement.type === 'ExportDefaultDeclaration'
    ) {
      throw new Error(`${file}: ${statement.type} says no names`);
    }
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const declared = declarationIn(statement);
    const own = declared ? namesOf(declared) : [];
    return [...own, ...statement.specifiers.map(({ exported }) => nameOf(exported))];
  });
}

/** Where a name of a file is declared: there, or where it comes from; undefined: not by us. */
export function find(file: string, name: string): Declaration | undefined {
  const { text, statements } = read(file);
  for (const statement of statements) {
    const node = declarationIn(statement);
    if (node && namesOf(node).includes(name)) {
      return { file, name, text, node, docs: docsOf(statement) };
    }
  }
  for (const statement of statements) {
    const origin = originOf(statement, name);
    const from = origin && resolve(file, origin.path);
    if (from !== undefined) return find(from, origin?.name ?? name);
  }
  return undefined;
}

/** The text of the docstring that stands right before a node. */
export function docsOf(node: Pick<Statement, 'leadingComments'>): string | undefined {
  const last = node.leadingComments?.at(-1);
  if (last?.type !== 'CommentBlock' || !last.value.startsWith('*')) return undefined;
  const lines = last.value.slice(1).split('\n');
  return lines
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}

function declarationIn(statement: Statement): DeclarationNode | undefined {
  const node =
    statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'VariableDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return node;
    default:
      return undefined;
  }
}

function namesOf(node: DeclarationNode): readonly string[] {
  if (node.type !== 'VariableDeclaration') return node.id ? [node.id.name] : [];
  return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
}

interface Origin {
  readonly path: string;
  readonly name: string;
}

function originOf(statement: Statement, name: string): Origin | undefined {
  if (statement.type === 'ImportDeclaration') {
    const path = statement.source.value;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier' || specifier.local.name !== name) continue;
      return { path, name: nameOf(specifier.imported) };
    }
  }
  if (statement.type === 'ExportNamedDeclaration' && statement.source) {
    const path = statement.source.value;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier' || nameOf(specifier.exported) !== name) continue;
      return { path, name: specifier.local.name };
    }
  }
  return undefined;
}

function nameOf(node: { name: string } | { value: string }): string {
  return 'name' in node ? node.name : node.value;
}

function resolve(file: string, path: string): string | undefined {
  if (!path.startsWith('.')) return undefined;
  const target = join(dirname(file), path);
  return [`${target}.ts`, join(target, 'index.ts')].find((each) => existsSync(each));
}
