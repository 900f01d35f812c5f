import { afterEach, describe, expect, it } from 'vitest';
import type { ScanRules } from '../../features/signals/ndjson/scanned-events.ts';
import { minute } from '../../maths/instants.ts';
import { type ReadingThreads, readingThreads } from './threads.ts';

const at = Date.UTC(2026, 10, 20, 10);
const rulesOf = (process: string): ScanRules => ({
  processes: [{ name: process, steps: ['completed'], attributes: [] }],
  environments: null,
  from: at - 60 * minute,
  to: at + minute,
  userKey: new Uint8Array(32),
});
const row = (process: string): string =>
  JSON.stringify({ process, step: 'completed', at: new Date(at).toISOString(), outcome: 'ok' });
const body = (process: string, rows: number): Uint8Array => Buffer.from(`${row(process)}\n`.repeat(rows));

let threads: ReadingThreads;
afterEach(() => threads.close());

describe('threads that read bodies', () => {
  it.each([0, 1, 3])('count the same with %i of them, small bodies and large ones', async (count) => {
    threads = readingThreads(count);
    const rules = rulesOf('payment');
    for (const rows of [1, 10, 5_000]) {
      const bytes = body('payment', rows);
      const text = Buffer.from(bytes).toString();
      const read = await threads.read(bytes, rules);
      expect(read.scanned).toMatchObject({ rows, groups: [{ process: 'payment', outcome: 'ok', minuteAt: at }] });
      expect([...read.scanned!.sums.count]).toEqual([rows]);
      // the bytes come back, to be read by the library where the sums do not do
      expect(Buffer.from(read.bytes).toString()).toBe(text);
    }
  });

  it('keep the rules of each body apart, many of them and at once', async () => {
    threads = readingThreads(2);
    const names = Array.from({ length: 150 }, (_, nth) => `process-${nth}`);
    const rules = names.map(rulesOf);
    for (let round = 0; round < 2; round++) {
      const read = await Promise.all(names.map((name, nth) => threads.read(body(name, 1_000), rules[nth]!)));
      expect(read.map(({ scanned }) => scanned?.groups.map(({ process }) => process))).toEqual(
        names.map((name) => [name]),
      );
    }
    const foreign = await threads.read(body('process-1', 1_000), rules[0]!);
    expect(foreign.scanned).toMatchObject({ rows: 1_000, groups: [] });
    expect(foreign.scanned!.rest.index).toHaveLength(1_000);
  });

  it('name the groups of many bodies, however many there are and in whatever order', async () => {
    threads = readingThreads(1);
    const rules = { ...rulesOf('payment'), from: 0, to: Date.UTC(2030, 0) };
    const rowAt = (minutes: number): string =>
      `{"process":"payment","step":"completed","at":"${new Date(at - minutes * minute).toISOString()}"}\n`;
    const many = Array.from({ length: 40_000 }, (_, nth) => rowAt(nth)).join('');
    const few = [3, 1, 2].map(rowAt).join('').repeat(500);
    for (const [text, groups] of [
      [few, 3],
      [many, 40_000],
      [few, 3],
      [many, 40_000],
    ] as const) {
      const { scanned } = await threads.read(Buffer.from(text), rules);
      expect(scanned!.groups).toHaveLength(groups);
      const minutes = scanned!.groups.map(({ minuteAt }) => (at - minuteAt) / minute);
      expect(minutes).toEqual(groups === 3 ? [3, 1, 2] : Array.from({ length: groups }, (_, nth) => nth));
    }
  });

  it('read memory that both sides see where it lies', async () => {
    threads = readingThreads(1);
    const rules = rulesOf('payment');
    const bytes = body('payment', 2_000);
    const shared = new Uint8Array(new SharedArrayBuffer(2 * bytes.length), 0, bytes.length);
    shared.set(bytes);
    const read = await threads.read(shared, rules);
    expect(read.bytes).toBe(shared);
    expect(read.scanned).toMatchObject({ rows: 2_000 });
    expect([...read.scanned!.sums.count]).toEqual([2_000]);
  });

  it('leave a body that is no text to the library', async () => {
    threads = readingThreads(1);
    const bytes = body('payment', 1_000);
    bytes[50_000] = 0xff;
    expect((await threads.read(bytes, rulesOf('payment'))).scanned).toBeNull();
  });
});
