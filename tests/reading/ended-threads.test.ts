import { afterEach, describe, expect, it } from 'vitest';
import { ProductError } from '../../src/errors.ts';
import type { ScanRules } from '../../src/features/signals/ndjson/scanned-events.ts';
import { minute } from '../../src/maths/instants.ts';
import {
  type ReadingOptions,
  type ReadingThreads,
  readingThreads,
  type ThreadEnd,
} from '../../src/server/reading/threads.ts';

const module = new URL('./ending-thread.ts', import.meta.url);
const at = Date.UTC(2026, 10, 20, 10);
const rules: ScanRules = {
  processes: [{ name: 'payment', steps: ['completed'], attributes: [] }],
  environments: null,
  from: at - 60 * minute,
  to: at + minute,
  userKey: new Uint8Array(32),
};
const row = `{"process":"payment","step":"completed","at":"${new Date(at).toISOString()}"}\n`;
const good = (rows = 1_000): Uint8Array => Buffer.from(row.repeat(rows));
/** A body at which the thread ends, as long as a good one. */
const ending = (word: string): Uint8Array => Buffer.from(`${word} ${row.repeat(1_000)}`);

/** Workers that were started: the process itself tells of each. */
let workers = 0;
const count = (): void => {
  workers += 1;
};
let threads: ReadingThreads;
let ends: ThreadEnd[];
let faults: Error[];
let now: number;
function open(most: number, options: ReadingOptions = {}): void {
  [ends, faults, now, workers] = [[], [], at, 0];
  process.on('worker', count);
  threads = readingThreads(most, {
    ...{ module, now: () => now, onEnd: (end) => ends.push(end), onFault: (error) => faults.push(error) },
    ...options,
  });
}
afterEach(async () => {
  process.off('worker', count);
  await threads.close();
});

/** The code with which a body was refused, or the rows that were summed of it; null where it was left to the library. */
async function outcome(body: Uint8Array, by = rules): Promise<string | number | null> {
  try {
    return (await threads.read(body, by)).scanned?.rows ?? null;
  } catch (error) {
    return (error as ProductError).code;
  }
}

describe('a thread that ends with bodies before it', () => {
  it.each([
    ['exits', {}, { message: expect.stringContaining('code 7') }],
    ['throws', {}, { name: 'TypeError' }],
    ['fills', { mostMemoryMb: 32 }, { code: 'ERR_WORKER_OUT_OF_MEMORY' }],
    ['hangs', { stuckMs: 3_000 }, { message: expect.stringContaining('too long') }],
  ])(
    'because it %s: they are to be sent again, it is told once, and another takes its place',
    async (word, options, why) => {
      open(1, options);
      const bodies = [ending(word), good(), good()];
      expect(await Promise.all(bodies.map((body) => outcome(body)))).toEqual(new Array(3).fill('interrupted'));
      expect(ends).toEqual([{ error: expect.objectContaining(why), bodies: 3, restMs: 0 }]);
      expect(threads.state()).toEqual({ running: 0, waiting: 0, ended: 1, lastEnd: at });
      expect(await outcome(good(2_000))).toBe(2_000);
      expect(threads.state()).toMatchObject({ running: 1, waiting: 0, ended: 1 });
      expect(ends).toHaveLength(1);
      expect(faults).toEqual([]);
    },
  );

  it('says 503 with its cause, and leaves shared memory to whom it belongs', async () => {
    open(1);
    const bytes = ending('throws');
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const refused: unknown = await threads.read(shared, rules).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProductError);
    expect(refused).toMatchObject({ status: 503, code: 'interrupted', cause: { name: 'TypeError' } });
    expect(Buffer.from(shared).equals(bytes)).toBe(true);
  });

  it('leaves the bodies of the others alone', async () => {
    open(2);
    const all = await Promise.all(
      [ending('throws'), good(3_000), good(1_000), good(4_000)].map((body) => outcome(body)),
    );
    expect(all).toEqual(['interrupted', 3_000, expect.anything(), 4_000]);
    expect(threads.state()).toMatchObject({ running: 1, ended: 1 });
  });

  it('is not started again and again: large bodies go to the library until the rest is over', async () => {
    open(1);
    expect(await outcome(ending('exits'))).toBe('interrupted');
    for (const rest of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      expect(await outcome(ending('exits'))).toBe('interrupted');
      expect(ends.at(-1)).toMatchObject({ bodies: 1, restMs: rest });
      const started = workers;
      now += rest - 1;
      for (let body = 0; body < 5; body++) expect(await outcome(good())).toBeNull();
      expect(await outcome(Buffer.from(row))).toBe(1);
      expect([workers, threads.state().running]).toEqual([started, 0]);
      now += 1;
    }
    expect(await outcome(good())).toBe(1_000);
    expect([workers, threads.state().ended]).toEqual([10, 9]);
  });

  it('refuses what waits when the server stops, and what comes then', async () => {
    open(1);
    const waiting = [ending('hangs'), good(), good()].map((body) => outcome(body));
    await threads.close();
    expect(await Promise.all(waiting)).toEqual(new Array(3).fill('stopping'));
    expect([await outcome(good()), await outcome(Buffer.from(row))]).toEqual(['stopping', 'stopping']);
    expect([ends, workers]).toEqual([[], 1]);
  });
});

describe('a reader that throws', () => {
  /** No catalogue has such a name; the reader makes room for shorter ones. */
  const name = 'p'.repeat(3_000);
  const broken: ScanRules = { ...rules, processes: [{ name, steps: ['completed'], attributes: [] }] };
  const named = (rows: number): Uint8Array =>
    Buffer.from(row.replace('payment', name).replace('"at"', '"id":"order-1","at"').repeat(rows));

  it.each([
    ['here', 1],
    ['on a thread', 20],
  ])('%s leaves the body to the library, whole, and reads the next ones', async (_where, rows) => {
    open(1);
    const body = named(rows);
    const text = Buffer.from(body).toString();
    for (let time = 1; time <= 3; time++) {
      const read = await threads.read(Buffer.from(text), broken);
      expect(read.scanned).toBeNull();
      expect(Buffer.from(read.bytes).toString()).toBe(text);
      expect(faults).toHaveLength(time);
    }
    expect(faults[0]).toMatchObject({ name: 'RangeError', stack: expect.stringContaining('ndjson/') });
    expect(await outcome(good(rows > 1 ? 1_000 : 1))).toBe(rows > 1 ? 1_000 : 1);
    expect(ends).toEqual([]);
  });
});
