import { readFileSync, statSync } from 'node:fs';
import type { CatalogFile } from '../features/catalog/read-files.ts';

/** Far above what the reader takes; what is larger is not even loaded. */
const maxBytes = 8 * 1024 * 1024;

/** A catalogue file as text, or without it and why: it is too large, or no UTF-8. Throws what the file system throws. */
export function catalogText(path: string): CatalogFile {
  const { size } = statSync(path);
  if (size > maxBytes) {
    const message = `expected at most ${maxBytes} bytes a file, found ${size}; the file is not read`;
    return { path, text: '', unread: { code: 'too_large', message } };
  }
  const bytes = readFileSync(path);
  const text = decoded(bytes);
  if (text !== null) return { path, text };
  return { path, text: '', unread: { code: 'bad_syntax', message: 'expected UTF-8 text', line: firstBadLine(bytes) } };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A line feed is no part of any other character of UTF-8, so that lines can be looked at one by one. */
function firstBadLine(bytes: Buffer): number {
  let from = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, from);
    if (end === -1 || decoded(bytes.subarray(from, end)) === null) return line;
    from = end + 1;
  }
}
