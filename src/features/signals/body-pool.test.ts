import { describe, expect, it } from 'vitest';
import { BodyPool } from './body-pool.ts';

const kibibyte = 1_024;
const mebibyte = 1_048_576;
const viewOf = (memory: SharedArrayBuffer | null): Uint8Array => new Uint8Array(memory!);

describe('memory for bodies', () => {
  it('is lent in powers of two, for bodies that are worth it', () => {
    const pool = new BodyPool();
    expect(pool.take(32 * kibibyte)?.byteLength).toBe(32 * kibibyte);
    expect(pool.take(32 * kibibyte + 1)?.byteLength).toBe(64 * kibibyte);
    expect(pool.state()).toEqual({ lentBytes: 96 * kibibyte, keptBytes: 0 });
    for (const bytes of [0, 32 * kibibyte - 1, 16 * mebibyte + 1, Number.NaN, Infinity, -1])
      expect([bytes, pool.take(bytes)]).toEqual([bytes, null]);
  });

  it('is used again once it came back, and never lent twice at once', () => {
    const pool = new BodyPool();
    const first = viewOf(pool.take(100_000));
    pool.giveBack(first);
    pool.giveBack(first);
    expect(pool.state()).toEqual({ lentBytes: 0, keptBytes: 128 * kibibyte });
    expect(pool.take(130_000)).toBe(first.buffer);
    expect(pool.take(130_000)).not.toBe(first.buffer);
  });

  it('that was let go is not used again', () => {
    const pool = new BodyPool();
    const body = viewOf(pool.take(100_000));
    pool.letGo(body);
    pool.giveBack(body);
    expect(pool.state()).toEqual({ lentBytes: 0, keptBytes: 0 });
    expect(pool.take(100_000)).not.toBe(body.buffer);
  });

  it('is neither lent nor kept beyond measure', () => {
    const pool = new BodyPool();
    const lent = Array.from({ length: 16 }, () => viewOf(pool.take(16 * mebibyte)));
    expect(pool.take(32 * kibibyte)).toBeNull();
    for (const body of lent) pool.giveBack(body);
    expect(pool.state()).toEqual({ lentBytes: 0, keptBytes: 64 * mebibyte });
  });

  it('of others is left alone', () => {
    const pool = new BodyPool();
    pool.giveBack(new Uint8Array(100_000));
    pool.giveBack(new Uint8Array(new SharedArrayBuffer(100_000)));
    expect(pool.state()).toEqual({ lentBytes: 0, keptBytes: 0 });
  });
});
