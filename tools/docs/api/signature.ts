import { type Declaration, type DeclarationNode, docsOf, type Statement } from './declaration';

type Of<T extends DeclarationNode['type']> = Extract<DeclarationNode, { type: T }>;
type Member = Of<'ClassDeclaration'>['body']['body'][number];

/** How a declaration reads to who uses it: without what a function does. Throws where a type is missing. */
export function signatureOf({ name, text, node }: Declaration): string {
  if (node.type === 'FunctionDeclaration') {
    if (!node.returnType) throw new Error('it does not declare what it returns');
    return `${head(text, node)};`;
  }
  if (node.type === 'ClassDeclaration') return classSignature(text, node);
  if (node.type === 'VariableDeclaration') return constSignature(text, node, name);
  return slice(text, node);
}

interface Place {
  readonly start?: number | null | undefined;
  readonly end?: number | null | undefined;
}

function slice(text: string, { start, end }: Place): string {
  return text.slice(start ?? 0, end ?? 0);
}

function head(text: string, node: Place & { readonly body: Place }): string {
  return slice(text, { start: node.start, end: node.body.start }).trimEnd();
}

function constSignature(text: string, node: Of<'VariableDeclaration'>, name: string): string {
  const found = node.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
  const { id, init } = found ?? {};
  if (id?.type === 'Identifier' && id.typeAnnotation) return `const ${slice(text, id)};`;
  // The value is the type.
  const says = ['NumericLiteral', 'StringLiteral', 'TSAsExpression', 'TSSatisfiesExpression'];
  if (init && says.includes(init.type)) return slice(text, node);
  throw new Error('it does not declare its type');
}

function classSignature(text: string, node: Of<'ClassDeclaration'>): string {
  const members = node.body.body.filter((member) => !isHidden(member));
  if (members.length === 0) return `${head(text, node)} {}`;
  const said = members.map((member) => {
    const comment = docsOf(member) === undefined ? undefined : member.leadingComments?.at(-1);
    const own = `  ${memberSignature(text, member)}\n`;
    return comment ? `  ${slice(text, comment)}\n${own}` : own;
  });
  const between = members.some((member) => docsOf(member) !== undefined) ? '\n' : '';
  return `${head(text, node)} {\n${said.join(between)}}`;
}

function memberSignature(text: string, member: Member): string {
  if (member.type !== 'ClassMethod') return slice(text, member);
  if (member.kind !== 'constructor' && !member.returnType) {
    throw new Error(`its ${slice(text, member.key)} does not declare what it returns`);
  }
  return `${head(text, member)};`;
}

/** The names of the types that a signature mentions, of ours and of others. */
export function mentionedIn({ node }: Declaration): readonly string[] {
  return [...new Set(mentions(node))];
}

interface Tree extends Pick<Statement, 'leadingComments'> {
  readonly type: string;
}

function mentions(tree: unknown): readonly string[] {
  if (Array.isArray(tree)) return tree.flatMap(mentions);
  if (!isTree(tree) || isHidden(tree)) return [];
  const named = ['typeName', 'expression', 'exprName', 'superClass'].flatMap((key) => {
    const name: unknown = Reflect.get(tree, key);
    return isTree(name) && name.type === 'Identifier' ? [String(Reflect.get(name, 'name'))] : [];
  });
  return [...named, ...Object.values(tree).flatMap(mentions)];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value;
}

// What a reader of the signature does not see.
function isHidden(tree: Tree): boolean {
  if (/^(?:BlockStatement|StaticBlock|ClassPrivate.*)$/.test(tree.type)) return true;
  if ('accessibility' in tree && tree.accessibility === 'private') return true;
  return docsOf(tree)?.includes('@internal') === true;
}
