import { hasTooManyValues, mostParts } from './body-parts.ts';
import { cloudEventOf, isCloudEvent } from './cloud-event.ts';
import { refuse } from './refusal.ts';
import type { Headers, Row } from './row.ts';

export const mostRows = 100_000;

export type Body = { rows: Row[] } | { problem: 'too_many_rows' | 'unknown_type' | 'bad_text'; message: string };

const lineTypes: ReadonlySet<string> = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl']);

/** Whether a body is a row a line. */
export const isLines = (headers: Headers): boolean => lineTypes.has(mediaType(headers['content-type']));

/**
 * Splits a body into rows by its content type: NDJSON, one JSON object or array, CloudEvents 1.0 structured, batched or binary
 * (told by `ce-` headers). An empty body has no rows whatever its type. Never throws.
 */
export function readBody(bytes: Uint8Array, headers: Headers): Body {
  const type = mediaType(headers['content-type']);
  if (bytes.length === 0 && !isCloudEvent(headers)) return { rows: [] };
  if (hasTooManyValues(bytes)) return tooManyValues;
  const text = utf8(bytes);
  if (text === null) return { problem: 'bad_text', message: 'The body is not UTF-8 text.' };
  if (isCloudEvent(headers)) return { rows: [cloudEventOf(text, headers)] };
  if (lineTypes.has(type)) return lines(text);
  switch (type) {
    case 'application/json':
      return json(text, (value) => ({ value }));
    case 'application/cloudevents+json':
      return json(text, cloudEventRow, 'one');
    case 'application/cloudevents-batch+json':
      return json(text, cloudEventRow, 'many');
    default:
      return {
        problem: 'unknown_type',
        message:
          'Expected application/x-ndjson, application/json, or CloudEvents (application/cloudevents+json, application/cloudevents-batch+json, ce- headers).',
      };
  }
}

function cloudEventRow(value: unknown): Row {
  return cloudEventOf(value, null);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The media type in lower case, without parameters. */
export function mediaType(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? (header[0] ?? '') : (header ?? '')).split(';')[0]!.trim().toLowerCase();
}

const tooManyValues: Body = {
  problem: 'too_many_rows',
  message: `More than ${mostParts.json} values in one request; send smaller batches.`,
};
const tooMany: Body = {
  problem: 'too_many_rows',
  message: `More than ${mostRows} rows in one request; send smaller batches.`,
};

/** A row a line; empty lines are skipped and have no number. */
export function lines(text: string): Body {
  const rows: Row[] = [];
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const line = text.slice(from, to).trim();
    from = to + 1;
    if (line === '') continue;
    if (rows.length === mostRows) return tooMany;
    rows.push(parsed(line));
  }
  return { rows };
}

function parsed(line: string): Row {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { refusal: refuse('bad_json', 'expected one JSON object on the line') };
  }
}

function json(text: string, row: (value: unknown) => Row, count: 'one' | 'many' | 'any' = 'any'): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'bad_text', message: 'The body is not valid JSON.' };
  }
  const many = Array.isArray(value);
  if ((count === 'many' && !many) || (count === 'one' && many)) {
    return { problem: 'bad_text', message: `Expected ${count === 'many' ? 'an array of' : 'one'} CloudEvents.` };
  }
  const values = many ? (value as unknown[]) : [value];
  return values.length > mostRows ? tooMany : { rows: values.map(row) };
}
