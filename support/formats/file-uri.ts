/** The path of a file as a URI reference: relative, or with `file:` where it is absolute. */
export function fileUri(path: string): string {
  const slashes = path.toWellFormed().replaceAll('\\', '/');
  const uri = slashes.split('/').map(encodeURIComponent).join('/');
  if (uri.startsWith('/')) return `file://${uri}`;
  return /^[A-Za-z]%3A\//.test(uri) ? `file:///${uri.replace('%3A', ':')}` : uri;
}
