import { ProductError } from '../errors.ts';

/** An instant that an option gives, as RFC 3339 in UTC. Throws ProductError `bad_input`, with an example, for another form. */
export function instantText(option: string, text: string): string {
  const at = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new ProductError('bad_input', `${option}: expected RFC 3339 such as 2026-10-22T00:00:00Z, found ${text}`);
}
