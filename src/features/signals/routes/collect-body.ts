import type { Readable } from 'node:stream';
import { errorCodes } from 'fastify';

/** So much is asked for at once where it is said how much will come; more is asked for as it comes. */
const firstBytes = 1_048_576;
const leastBytes = 4_096;

export interface Collecting {
  /** What the request says of its length; NaN where it says nothing. */
  length: number;
  /** More than this many bytes are refused as soon as they are said or come. */
  limit: number;
  /** Where the body is put, of `length` bytes; null: into memory of its own. */
  into: Buffer | null;
}

/**
 * Collects the body of a request. What comes is copied into one piece of memory, which grows with it: a body that is sent a byte at a
 * time takes no more than one that comes at once. `done` is called once: with an error of fastify when the body is too large or of
 * another length than was said, with that of the connection when it ends before the body does.
 */
export function collectBody(
  payload: Readable,
  { length, limit, into }: Collecting,
  done: (error: Error | null, body?: Buffer) => void,
): void {
  if (length > limit) {
    done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    return;
  }
  let body = into ?? Buffer.alloc(0);
  let received = 0;

  const leave = (): void => {
    payload.off('data', take).off('end', finish).off('error', fail).off('close', cut);
  };
  const fail = (error: Error): void => {
    leave();
    done(Object.assign(error, { statusCode: 400 }));
  };
  const cut = (): void => fail(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
  const finish = (): void => {
    leave();
    const isWhole = Number.isNaN(length) || received === length;
    if (isWhole) done(null, body.subarray(0, received));
    else done(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
  };
  const take = (chunk: Buffer): void => {
    const at = received;
    received += chunk.length;
    if (received > limit) {
      leave();
      done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      return;
    }
    if (received > body.length) {
      // no room where all was said to fit: the length was a lie, and finish tells so
      if (into !== null) return;
      if (chunk.length === length) {
        body = Buffer.from(chunk);
        return;
      }
      const isSaid = at === 0 && length <= firstBytes;
      const larger = Buffer.allocUnsafeSlow(isSaid ? length : Math.max(received, 2 * body.length, leastBytes));
      body.copy(larger, 0, 0, at);
      body = larger;
    }
    // into shared memory `copy` goes word by word, `fill` all at once
    body.fill(chunk, at, received);
  };
  payload.on('data', take).on('end', finish).on('error', fail).on('close', cut);
}
