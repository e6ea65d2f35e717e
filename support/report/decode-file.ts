import { ReportError } from './report-error';

/** Decodes UTF-16 with a byte order mark (PowerShell 5.1); throws ReportError without one. */
export function inUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return bytes;
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    throw new ReportError([
      'the file says that it is UTF-16, but is cut off or damaged. Save it again, as UTF-8.',
    ]);
  }
}

function encodingOf([first, second, third]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // UTF-8 has no NUL; ASCII in UTF-16 has one in each character.
  if (first !== undefined && (first === 0 || second === 0 || third === 0)) {
    throw new ReportError([
      'the file looks like UTF-16 without a byte order mark. Save it again, as UTF-8: in PowerShell ' +
        'with "| Out-File -Encoding utf8".',
    ]);
  }
  return undefined;
}
