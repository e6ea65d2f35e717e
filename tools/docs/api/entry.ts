/** A name, what its docstring says, and its signature, as Markdown. */
export function entryText(name: string, docs: string, signature: string): string {
  return `### ${name}\n\n${inWords(docs)}\n\n\`\`\`ts\n${signature}\n\`\`\``;
}

function inWords(docs: string): string {
  return docs.replace(/@throws (.*?)\.?$/gm, 'Throws $1.');
}
