/** 2026-11-20T10:00:00Z, at which the fuzzed server's clock stands. */
export const noon = Date.UTC(2026, 10, 20, 10);

/** Stands in every place that holds what belongs to a person; it must come out nowhere. */
export const canary = 'canary-7f3a-anna-kowalska';

export interface Sent {
  method: 'POST' | 'PUT' | 'GET';
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A protobuf message as its package gives it. */
export interface Message {
  decode(bytes: Uint8Array): unknown;
  toObject(message: never): Record<string, unknown>;
  fromObject(value: Record<string, unknown>): unknown;
  encode(message: never): { finish(): Uint8Array };
}

/** A way in, with good requests to begin from. */
export interface Entrance {
  name: string;
  /** Bodies of JSON, one document or one a line. */
  text: boolean;
  seeds: Sent[];
  /** How a body that is no text is read as values, and written again. */
  message?: Message;
  /** What is put around the body after it was changed. */
  wrap?: (body: Buffer) => Buffer;
}

export const post = (
  path: string,
  type: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Sent => ({
  method: 'POST',
  path,
  headers: { 'content-type': type, ...headers },
  body: Buffer.from(body as Uint8Array),
});
