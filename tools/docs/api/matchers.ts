import { relative } from 'node:path';
import { docsOf, read, type Statement } from './declaration';
import { entryText } from './entry';

/** An entry for each method of `declare global { namespace jest { interface Matchers`. */
export function matchersIn(file: string, root: string): readonly string[] {
  const { text, statements } = read(file);
  const inner = statements.flatMap(insideOf).flatMap(insideOf);
  const methods = inner.flatMap((each) =>
    each.type === 'TSInterfaceDeclaration' && each.id.name === 'Matchers' ? each.body.body : [],
  );
  return methods
    .map((method) => {
      const signature = text.slice(method.start ?? 0, method.end ?? 0);
      const [name = ''] = /^\w+/.exec(signature) ?? [];
      const docs = docsOf(method);
      if (docs === undefined)
        throw new Error(`${relative(root, file)}, ${name}: it has no docstring`);
      return entryText(name, docs, signature);
    })
    .sort();
}

function insideOf(statement: Statement): readonly Statement[] {
  if (statement.type !== 'TSModuleDeclaration') return [];
  return statement.body.type === 'TSModuleBlock' ? statement.body.body : [];
}
