import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

/** Bodies of this size stand in memory that is used again; smaller ones are not worth it, larger ones are rare. */
const pooled = { least: 32_768, most: 16_777_216 };
/** So much is kept for later bodies. */
const mostKept = 67_108_864;

/**
 * Memory for bodies, used again and again, and shared, so that a thread reads it where it lies. A server that takes a thousand
 * bodies a second would else ask for new memory with each, and spend more time on giving it back than on reading it (measured: two
 * fifths of all processor time).
 */
export class BodyPool {
  readonly #free = new Map<number, SharedArrayBuffer[]>();
  #kept = 0;

  /** Memory for so many bytes or more; null where it is not worth it. */
  take(bytes: number): SharedArrayBuffer | null {
    if (!(bytes >= pooled.least && bytes <= pooled.most)) return null;
    const size = 2 ** Math.ceil(Math.log2(bytes));
    const found = this.#free.get(size)?.pop();
    if (found === undefined) return new SharedArrayBuffer(size);
    this.#kept -= size;
    return found;
  }

  /** Takes the memory of a body back, if it is of the pool. Nobody may look at the body any more. */
  giveBack({ buffer }: Uint8Array): void {
    if (!(buffer instanceof SharedArrayBuffer) || this.#kept + buffer.byteLength > mostKept) return;
    const free = this.#free.get(buffer.byteLength) ?? [];
    this.#free.set(buffer.byteLength, free);
    free.push(buffer);
    this.#kept += buffer.byteLength;
  }
}

const lineTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];

/** Within this scope lines of JSON are read into memory of the pool; who handles the request gives it back. */
export function takeLines(scope: FastifyInstance, pool: BodyPool): void {
  scope.addContentTypeParser(lineTypes, (request, payload, done) => {
    const limit = request.routeOptions.bodyLimit;
    const length = Number(request.headers['content-length']);
    if (length > limit) return done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    const memory = isPlain(request) ? pool.take(length) : null;
    const body = memory === null ? null : Buffer.from(memory, 0, length);
    const chunks: Buffer[] = [];
    let received = 0;

    const end = (error: Error | null): void => {
      payload.off('data', take).off('end', finish).off('error', end);
      if (error !== null) done(Object.assign(error, { statusCode: 400 }));
      else if (!Number.isNaN(length) && received !== length) done(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
      else done(null, body ?? Buffer.concat(chunks));
    };
    const finish = (): void => end(null);
    const take = (chunk: Buffer): void => {
      const at = received;
      received += chunk.length;
      if (received > limit) {
        payload.off('data', take).off('end', finish).off('error', end);
        done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      } else if (body === null) chunks.push(chunk);
      else if (received <= length) chunk.copy(body, at);
    };
    payload.on('data', take).on('end', finish).on('error', end);
  });
}

const isPlain = ({ headers }: FastifyRequest): boolean => (headers['content-encoding'] ?? 'identity') === 'identity';
