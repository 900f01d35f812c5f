import { z } from 'zod';
import { refusalOf } from './business-event.ts';
import { refuse } from './refusal.ts';
import type { Headers, Row } from './row.ts';

/** CloudEvents 1.0, the attributes that are read. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
const CloudEvent = z.object({
  specversion: z.literal('1.0', { error: 'expected 1.0' }),
  id: z.string().min(1).max(256),
  source: z.string().min(1).max(255),
  type: z.string().min(1),
  time: z.string().optional(),
  datacontenttype: z.string().optional(),
  data: z.unknown(),
  data_base64: z.string().optional(),
});

/** Whether the headers make it a CloudEvent in binary mode. */
export function isCloudEvent(headers: Headers): boolean {
  return headers['ce-specversion'] !== undefined;
}

/**
 * The business event within a CloudEvent: its data, with `at` from `time` and `id` from source and id (which together are
 * unique by the specification) where the data has none. Structured: `content` is the envelope. Binary: `content` is the
 * body and the attributes come from the headers.
 */
export function cloudEventOf(content: unknown, headers: Headers | null): Row {
  const envelope = headers === null ? content : envelopeOf(content as string, headers);
  const result = CloudEvent.safeParse(envelope);
  if (!result.success) return { refusal: refusalOf(result.error, 'bad_cloudevent') };
  const event = result.data;
  if (event.datacontenttype !== undefined && !/^[^;]*\bjson\b/i.test(event.datacontenttype)) {
    return { refusal: refuse('bad_cloudevent', 'datacontenttype: expected JSON') };
  }
  const data = event.data_base64 === undefined ? event.data : fromBase64(event.data_base64);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { refusal: refuse('bad_cloudevent', 'data: expected a JSON object') };
  }
  return { value: { at: event.time, id: `${event.source}\n${event.id}`, ...withoutNulls(data) } };
}

function withoutNulls(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

function envelopeOf(body: string, headers: Headers): unknown {
  const attributes: [string, unknown][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') attributes.push([name.slice(3), percentDecoded(value)]);
  }
  return { ...Object.fromEntries(attributes), datacontenttype: headers['content-type'], data: fromJson(body) };
}

/** Header values are percent-encoded by the HTTP binding; one that is not well-formed stays as it is. */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function fromBase64(text: string): unknown {
  return fromJson(Buffer.from(text, 'base64').toString('utf8'));
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
