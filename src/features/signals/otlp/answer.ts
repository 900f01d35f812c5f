import { responseMessage, statusMessage } from './message-schema.ts';
import type { MetricsDecision } from './metrics-decision.ts';

export type Encoding = 'protobuf' | 'json';

export const contentType: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** What was not kept, as partial_success says it; null when everything was. */
export interface PartialSuccess {
  rejectedDataPoints: number;
  errorMessage: string;
}

/** One line with each reason, how often, and the first message of its kind. */
export function partialSuccess({ rejected }: Pick<MetricsDecision, 'rejected'>): PartialSuccess | null {
  if (rejected.size === 0) return null;
  const reasons = [...rejected].map(([code, { count, message }]) => `${code} (${count}): ${message}`);
  const rejectedDataPoints = [...rejected.values()].reduce((sum, { count }) => sum + count, 0);
  return { rejectedDataPoints, errorMessage: reasons.join('; ') };
}

/** ExportMetricsServiceResponse in the encoding of the request. */
export function encodeAnswer(encoding: Encoding, partial: PartialSuccess | null): Buffer {
  if (encoding === 'json') {
    // int64 is text in the JSON mapping.
    const value = partial && { ...partial, rejectedDataPoints: String(partial.rejectedDataPoints) };
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
