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

  it('leave a body that is no text to the library', async () => {
    threads = readingThreads(1);
    const bytes = body('payment', 1_000);
    bytes[50_000] = 0xff;
    expect((await threads.read(bytes, rulesOf('payment'))).scanned).toBeNull();
  });
});
