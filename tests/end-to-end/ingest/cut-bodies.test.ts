import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events, type IngestWorld, metrics, openIngest, type Way, ways } from './ingest-world.ts';
import { chunked } from './raw-http.ts';

const patience = { timeout: 30_000, interval: 20 };
const limits = { maxBodyBytes: 1_048_576, maxExpandedBytes: 2_097_152 };
/** Of the smaller body, which is read where it is, and of the larger one, which stands in memory of the pool. */
const sizes = [5, 1_500];

let world: IngestWorld;
beforeAll(async () => {
  world = await openIngest({ ingest: limits });
});
afterAll(() => world.close());

/** Afterwards: exactly what was answered well is there, and all memory came back. */
async function expectTaken(way: Way, before: number, more: number): Promise<void> {
  const bodies = async (): Promise<number> => (await world.health()).bodies.lentBytes;
  await expect.poll(bodies, patience).toBe(0);
  expect(await world.accepted(way)).toBe(before + more);
}

describe.each(ways.flatMap((way) => sizes.map((count) => ({ way, count, name: `${way.path}, ${count} rows` }))))(
  '$name',
  ({ way, count }) => {
    it('cut off in the middle: nothing is kept, and the next is', async () => {
      const before = await world.accepted(way);
      for (const how of ['destroy', 'end'] as const) {
        const { bytes } = way.body(count);
        for (const [head, part] of [
          [{ 'Content-Length': bytes.length }, bytes.subarray(0, bytes.length >> 1)],
          [{ 'Transfer-Encoding': 'chunked' }, chunked(bytes, 1_000, false)],
        ] as const) {
          const line = world.open();
          await line.write(world.head(way, head));
          await line.write(part);
          line.socket[how]();
          await line.closed();
          expect(line.answers.map(({ status }) => status)).not.toContain(way.good);
        }
      }
      const good = way.body(count);
      expect((await world.send(way, good.bytes)).status).toBe(way.good);
      await expectTaken(way, before, count);
    });

    it.each([1, 7, 100_000])('in chunks of %i bytes', async (bytes) => {
      const before = await world.accepted(way);
      const line = world.open();
      const body = way.body(count);
      await line.write(world.head(way, { 'Transfer-Encoding': 'chunked' }));
      await line.write(chunked(body.bytes, bytes));
      expect((await line.answer())?.status).toBe(way.good);
      line.socket.destroy();
      await expectTaken(way, before, count);
    });

    it('asks before it sends: Expect: 100-continue', async () => {
      const before = await world.accepted(way);
      const line = world.open();
      const { bytes } = way.body(count);
      await line.write(world.head(way, { 'Content-Length': bytes.length, Expect: '100-continue' }));
      expect(await line.interimAnswer()).toBe(100);
      await line.write(bytes);
      expect((await line.answer())?.status).toBe(way.good);
      line.socket.destroy();
      await expectTaken(way, before, count);
    });

    it('beginning byte by byte', async () => {
      const before = await world.accepted(way);
      const { bytes } = way.body(count);
      const line = world.open();
      await line.write(world.head(way, { 'Content-Length': bytes.length }));
      for (const byte of bytes.subarray(0, 50)) await line.write(Uint8Array.of(byte));
      await line.write(bytes.subarray(50));
      expect((await line.answer())?.status).toBe(way.good);
      line.socket.destroy();
      await expectTaken(way, before, count);
    });

    it('gzip that is cut is refused, whole gzip is taken', async () => {
      const before = await world.accepted(way);
      const headers = { 'content-encoding': 'gzip' };
      const packed = gzipSync(way.body(count).bytes);
      expect((await world.send(way, packed.subarray(0, -9), headers)).status).toBe(400);
      expect((await world.send(way, gzipSync(Buffer.alloc(3_000_000)), headers)).status).toBe(413);
      expect((await world.send(way, packed, headers)).status).toBe(way.good);
      await expectTaken(way, before, count);
    });
  },
);

describe('one connection', () => {
  it('with a length that is too short: the rows within it count, what follows is no request', async () => {
    const before = await world.accepted(events);
    const { bytes } = events.body(1_000);
    const line = world.open();
    await line.write(world.head(events, { 'Content-Length': bytes.length * 0.9 }));
    await line.write(bytes);
    await line.closed();
    await expect.poll(() => world.accepted(events), patience).toBe(before + 900);
    await expectTaken(events, before, 900);
  });

  it('with several requests at once: each is answered, in their order', async () => {
    const [eventsBefore, metricsBefore] = [await world.accepted(events), await world.accepted(metrics)];
    const line = world.open();
    const sent = [events.body(3), events.body(1_500), metrics.body(1_500), events.body(2), events.body(700)];
    const parts = sent.flatMap(({ bytes }, nth) => {
      const way = nth === 2 ? metrics : events;
      return [Buffer.from(world.head(way, { 'Content-Length': bytes.length })), bytes];
    });
    await line.write(Buffer.concat(parts));
    await line.answer(4);
    line.socket.destroy();
    expect(line.answers.map(({ status }) => status)).toEqual([202, 202, 200, 202, 202]);
    const taken = line.answers.map(({ body }) => /"accepted":(\d+)/.exec(body)?.[1]);
    expect(taken).toEqual(['3', '1500', undefined, '2', '700']);
    await expectTaken(events, eventsBefore, 2_205);
    await expectTaken(metrics, metricsBefore, 1_500);
  });
});

describe('a body that arrives whole and is refused for another reason', () => {
  it.each(ways)('gives its memory back: $path', async (way) => {
    const before = await world.accepted(way);
    const { bytes } = way.body(1_500);
    for (const [headers, status] of [
      [{ 'waga-complete-until': 'soon' }, 400],
      [{ 'waga-complete-until': '2100-01-01T00:00:00Z' }, 400],
      [{ 'waga-source': 'nobody' }, 400],
      [{ 'idempotency-key': 'k'.repeat(300) }, 400],
    ] as const) {
      expect([headers, (await world.send(way, bytes, headers)).status]).toEqual([headers, status]);
    }
    const unknown = Buffer.alloc(100_000, 0xff);
    expect((await world.send(way, unknown)).status).toBe(400);
    await expectTaken(way, before, 0);
  });
});

describe('a body above the limit', () => {
  it.each(ways)('is refused before it is collected, said or not: $path', async (way) => {
    const before = await world.accepted(way);
    const said = world.open();
    await said.write(world.head(way, { 'Content-Length': 1_048_577 }));
    expect((await said.answer())?.status).toBe(413);
    await said.closed();

    const endless = world.open();
    const piece = chunked(Buffer.alloc(65_536, ' '), 65_536, false);
    await endless.write(world.head(way, { 'Transfer-Encoding': 'chunked' }));
    let pieces = 0;
    while (pieces < 1_000 && (await endless.write(piece))) pieces += 1;
    await endless.closed();
    // what lies in the buffers of the system between the two comes on top of the limit
    expect(pieces).toBeLessThan(300);
    expect(endless.answers.map(({ status }) => status).filter((status) => status !== 413)).toEqual([]);
    await expectTaken(way, before, 0);
  });
});

describe('all of it at once', () => {
  it('twenty connections: good ones are stored exactly, the others not at all', async () => {
    const before = await Promise.all(ways.map((way) => world.accepted(way)));
    const storedBefore = await world.stored();
    let sent = 0;
    const good = async (): Promise<void> => {
      for (const count of [3, 900, 1_500]) {
        const answer = await world.send(events, events.body(count).bytes);
        expect(answer).toMatchObject({ status: 202, json: { accepted: count, rejected: [] } });
        sent += count;
      }
    };
    const cut = async (way: Way): Promise<void> => {
      const { bytes } = way.body(1_500);
      const line = world.open();
      await line.write(world.head(way, { 'Content-Length': bytes.length }));
      await line.write(bytes.subarray(0, -10));
      line.socket.destroy();
    };
    const refused = async (bytes: Buffer, status: number): Promise<void> => {
      expect((await world.send(events, bytes, { 'content-encoding': 'gzip' })).status).toBe(status);
    };
    const packed = gzipSync(events.body(1_500).bytes);
    await Promise.all([
      ...Array.from({ length: 8 }, good),
      ...[...ways, ...ways, ...ways].map(cut),
      refused(gzipSync(Buffer.alloc(3_000_000)), 413),
      refused(packed.subarray(0, -9), 400),
      refused(Buffer.from('no gzip'), 400),
    ]);
    expect(await world.stored()).toBe(storedBefore + sent);
    for (const [nth, way] of ways.entries()) await expectTaken(way, before[nth]!, way === events ? sent : 0);
    expect(world.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('senders that never finish', () => {
  beforeAll(async () => {
    await world.close();
    // what a request may take to arrive whole; good ones may take longer than this on a busy machine
    world = await openIngest({ ingest: { ...limits, requestSeconds: 2 } });
  });

  it('are shown the door in time, whether they wait, drip or said too much, and nothing of theirs is kept', async () => {
    const before = await Promise.all(ways.map((way) => world.accepted(way)));
    await Promise.all(
      ways
        .flatMap((way) => sizes.map((count) => ({ way, count })))
        .flatMap(({ way, count }) =>
          ['waits', 'drips', 'said too much'].map(async (how) => {
            const { bytes } = way.body(count);
            const line = world.open();
            await line.write(world.head(way, { 'Content-Length': bytes.length + 1 }));
            if (how === 'said too much') await line.write(bytes);
            const drip = setInterval(() => how === 'drips' && line.write(' '), 50);
            await line.closed();
            clearInterval(drip);
            expect(line.answers.map(({ status }) => status).filter((status) => status !== 408)).toEqual([]);
          }),
        ),
    );
    for (const [nth, way] of ways.entries()) await expectTaken(way, before[nth]!, 0);
  });
});
