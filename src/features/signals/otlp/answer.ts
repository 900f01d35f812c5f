import { responseMessage, statusMessage } from './message-schema.ts';
import type { Rejections } from './rejections.ts';

export type Encoding = 'protobuf' | 'json';

export const contentType: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** What each signal calls what was not kept, in JSON; in protobuf all are field 1. */
export const rejectedName = {
  metrics: 'rejectedDataPoints',
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
} as const;
export type Signal = keyof typeof rejectedName;

/** What was not kept, as partial_success says it; null when everything was. */
export interface PartialSuccess {
  rejected: number;
  errorMessage: string;
}

/** One line with each reason, how often, and the first message of its kind. */
export function partialSuccess({ rejected }: { rejected: Rejections }): PartialSuccess | null {
  if (rejected.size === 0) return null;
  const reasons = [...rejected].map(([code, { count, message }]) => `${code} (${count}): ${message}`);
  const count = [...rejected.values()].reduce((sum, { count }) => sum + count, 0);
  return { rejected: count, errorMessage: reasons.join('; ') };
}

/** Export…ServiceResponse of a signal in the encoding of the request. */
export function encodeAnswer(encoding: Encoding, signal: Signal, partial: PartialSuccess | null): Buffer {
  if (encoding === 'json') {
    // int64 is text in the JSON mapping.
    const value = partial && {
      [rejectedName[signal]]: String(partial.rejected),
      errorMessage: partial.errorMessage,
    };
    return Buffer.from(JSON.stringify(value === null ? {} : { partialSuccess: value }));
  }
  const message = responseMessage.create(partial === null ? {} : { partialSuccess: partial });
  return Buffer.from(responseMessage.encode(message).finish());
}

/** google.rpc.Code, those that are answered. */
export const rpcCode = { invalidArgument: 3, resourceExhausted: 8, internal: 13, unavailable: 14 } as const;

/** google.rpc.Status in the encoding of the request. */
export function encodeStatus(encoding: Encoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.from(statusMessage.encode(statusMessage.create({ code, message })).finish());
}
