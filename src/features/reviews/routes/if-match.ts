import { z } from 'zod';
import { ProductError } from '../../../errors.ts';

export const IfMatch = z.object({ 'if-match': z.string().max(50) });

/** The revision in an If-Match header; undefined for `*`. Throws ProductError `bad_input` for another form. */
export function revisionIn(header: string): number | undefined {
  if (header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the revision that was looked at, such as "3"');
  return Number(match[1]);
}
