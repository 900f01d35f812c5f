import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectBody } from './collect-body.ts';

const limit = 2_000_000;

/** The body, or the code of the error. Rejects when it was told twice. */
function collected(payload: Readable, length = Number.NaN, into: Buffer | null = null): Promise<Buffer | string> {
  return new Promise((resolve, reject) => {
    let calls = 0;
    collectBody(payload, { length, limit, into }, (error, body) => {
      calls += 1;
      if (calls > 1) reject(new Error('told twice'));
      else resolve(error === null ? body! : ((error as { code?: string }).code ?? error.message));
    });
  });
}

const chunks = fc.array(
  fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ minLength: 5_000, maxLength: 9_000 })),
  { maxLength: 12 },
);

describe('a body that is collected', () => {
  it('is what came, however it was cut, said or not, into given memory or its own', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.boolean(), fc.boolean(), async (cut, isSaid, isGiven) => {
        const parts = cut.filter((part) => part.length > 0).map((part) => Buffer.from(part));
        const whole = Buffer.concat(parts);
        const into = isGiven ? Buffer.alloc(whole.length) : null;
        const body = await collected(Readable.from(parts), isSaid || isGiven ? whole.length : Number.NaN, into);
        expect(whole.equals(body as Buffer)).toBe(true);
        if (isGiven) expect((body as Buffer).buffer).toBe(into!.buffer);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when it is larger than it may be, before it is there', async () => {
    const said = new Readable({ read: () => undefined });
    expect(await collected(said, limit + 1)).toBe('FST_ERR_CTP_BODY_TOO_LARGE');
    let sent = 0;
    const endless = new Readable({
      read() {
        setImmediate(() => {
          if (this.destroyed) return;
          sent += 60_000;
          this.push(Buffer.alloc(60_000));
        });
      },
    });
    expect(await collected(endless)).toBe('FST_ERR_CTP_BODY_TOO_LARGE');
    expect(sent).toBeLessThan(limit + 200_000);
    for (const event of ['data', 'end', 'error', 'close'])
      expect([event, endless.listenerCount(event)]).toEqual([event, 0]);
    endless.destroy();
  });

  it.each([null, Buffer.alloc(100)])(
    'is refused when its length is another than was said, or its line ends',
    async (into) => {
      const part = [Buffer.alloc(60)];
      expect(await collected(Readable.from(part), 100, into)).toBe('FST_ERR_CTP_INVALID_CONTENT_LENGTH');
      expect(await collected(Readable.from([...part, ...part]), 100, into)).toBe('FST_ERR_CTP_INVALID_CONTENT_LENGTH');
      const cut = new Readable({ read: () => undefined });
      cut.push(part[0]);
      setImmediate(() => cut.destroy());
      expect(await collected(cut, 100, into)).toBe('FST_ERR_CTP_INVALID_CONTENT_LENGTH');
      const broken = new Readable({ read: () => undefined });
      setImmediate(() => broken.destroy(new Error('aborted')));
      expect(await collected(broken, 100, into)).toBe('aborted');
    },
  );

  it('keeps nothing of what came beside the body itself', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const payload = new Readable({ read: () => undefined });
    const body = collected(payload);
    const seen: WeakRef<Buffer>[] = [];
    for (let nth = 0; nth < 1_000; nth++) {
      const chunk = Buffer.from([nth % 256]);
      seen.push(new WeakRef(chunk));
      payload.push(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    collectGarbage();
    expect(seen.filter((chunk) => chunk.deref() !== undefined).length).toBeLessThan(10);
    payload.push(null);
    expect(await body).toHaveLength(1_000);
  });
});
