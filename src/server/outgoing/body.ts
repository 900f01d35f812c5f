import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { failed } from './failure.ts';

/** The encodings that are asked for and read. */
export const readEncodings = 'gzip, deflate, br';

/**
 * Reads a body to its end and expands it. Neither what comes in nor what it expands to may be more than `maxBytes`; beyond that
 * the connection is cut. Throws ProductError `outbound_failed` for a body that is too large or whose encoding is not read.
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
  origin: string,
): Promise<Buffer> {
  const layers = (encoding ?? '').split(',').map((one) => one.trim().toLowerCase());
  const decoders = layers.filter((one) => one !== '' && one !== 'identity').reverse();
  if (decoders.length > 1) throw failed('encoding', origin);
  const chunks: Buffer[] = [];
  const collect = async (expanded: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of expanded) chunks.push(chunk);
  };
  const bounded = (): Transform => bound(maxBytes, origin);
  if (decoders[0] === undefined) await pipeline(body, bounded(), collect);
  else await pipeline(body, bounded(), decoder(decoders[0], origin), bounded(), collect);
  return Buffer.concat(chunks);
}

function decoder(name: string, origin: string): Transform {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  if (name === 'br') return createBrotliDecompress();
  throw failed('encoding', origin);
}

function bound(maxBytes: number, origin: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(failed('size', origin));
      else done(null, chunk);
    },
  });
}
