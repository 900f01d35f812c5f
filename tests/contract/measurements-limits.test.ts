import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import type { Batch, Measurements } from '../../src/stores/measurements/measurements.ts';
import { batch, countsAt, friday, keyed, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { temporaryDirectory } from './processes.ts';

const always = { from: 0, to: Infinity };

describe.each(engines)('measurements on $name, pressed', (engine) => {
  let directory: string;
  let store: Measurements;
  beforeEach(async () => {
    directory = temporaryDirectory();
    store = await engine.open(directory, { maxQueuedRows: 1_000 });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const total = async () => {
    const all = (await store.ask({ ask: 'series' })).map((row) => row.id);
    const { n } = await store.ask({ ask: 'counts', series: all, ...always, step: minute });
    return n.reduce((sum, each) => sum + each, 0);
  };
  const rows = (count: number) => countsAt(series('sold'), new Array(count).fill([friday, 1]));

  it('stores a batch once, however many of the same key come at the same time', async () => {
    const same = Array.from({ length: 20 }, (_, index) => keyed('same', `answer ${index}`, rows(3)));
    // While the first of these is being written, the others wait together.
    const before = store.append(batch(rows(500)));
    const answers = await Promise.all(same.map((each) => store.append(each)));
    await before;
    expect(answers.filter((answer) => !answer.known)).toHaveLength(1);
    const first = answers.findIndex((answer) => !answer.known);
    for (const answer of answers) if (answer.known) expect(answer.answer).toBe(`answer ${first}`);
    expect(await total()).toBe(503);
  });

  it('loses nothing of many concurrent batches, and sees what it acknowledged', async () => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const key = series(`sold-${index % 7}`);
        await store.append(batch(countsAt(key, [[friday + index * minute, 2]])));
        const id = (await store.ask({ ask: 'series', name: key.name }))[0]!.id;
        const seen = await store.ask({ ask: 'counts', series: [id], ...always, step: minute });
        expect([...seen.at]).toContain(friday + index * minute);
      }),
    );
    expect(await total()).toBe(120);
  });

  it('answers questions while days are dropped', async () => {
    for (let back = 0; back < 20; back++) {
      await store.append(batch(countsAt(series('sold'), [[friday - back * 86_400_000, 1]])));
    }
    const answers = Array.from({ length: 40 }, () => store.ask({ ask: 'days' }));
    const dropping = Array.from({ length: 20 }, (_, day) => store.retain(friday - (19 - day) * 86_400_000));
    await Promise.all([...answers, ...dropping]);
    expect(await store.ask({ ask: 'days' })).toEqual([{ day: '20261120', rows: 1, counted: 1 }]);
  });

  it('refuses when the queue is full, stores nothing of what it refused, and takes it later', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => store.append(keyed(`k${index}`, 'a', rows(400)))),
    );
    const refused = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [{ index, outcome }] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const { outcome } of refused) expect(outcome.reason).toMatchObject({ code: 'overloaded' });
    expect(await total()).toBe((10 - refused.length) * 400);

    const again = await store.append(keyed(`k${refused[0]!.index}`, 'a', rows(400)));
    expect(again).toEqual({ known: false });
    expect(await total()).toBe((11 - refused.length) * 400);
  });

  it('takes a batch larger than the queue when nothing else waits', async () => {
    await store.append(batch(rows(5_000)));
    expect(await total()).toBe(5_000);
  });

  it.each<[string, Partial<Batch>]>([
    ['a count that is no integer', countsAt(series('x'), [[friday, 0.5]])],
    ['a count beyond 2^53', countsAt(series('x'), [[friday, 2 ** 53]])],
    ['a row of a series that is not in the batch', { counts: [{ series: 0, at: friday, n: 1 }] }],
    ['an instant before 1970', countsAt(series('x'), [[-minute, 1]])],
    ['an instant after 9999', countsAt(series('x'), [[Date.UTC(10_000, 0, 1), 1]])],
    [
      'a pseudonym of more than 64 bits',
      { people: [{ process: 'p', step: 's', at: friday, user: 2n ** 64n, outcome: 'ok' }] },
    ],
    [
      'a gauge that is not finite',
      {
        series: [series('g', {}, 'gauge')],
        gauges: [{ series: 0, at: friday, n: 1, min: 0, max: Infinity, last: 0, lastAt: friday }],
      },
    ],
  ])('refuses %s, and keeps nothing of its batch', async (_, parts) => {
    await expect(
      store.append(keyed('bad', 'a', { ...parts, states: [{ key: 's', value: '1' }] })),
    ).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(await store.ask({ ask: 'states', prefix: '' })).toEqual([]);
    expect(await store.ask({ ask: 'batch', source: 'shop', key: 'bad' })).toBeNull();
  });

  it('refuses a step that is no multiple of a minute', async () => {
    for (const step of [0, -minute, 1_000, 90_000, Number.NaN]) {
      const question = { ask: 'counts', series: [1], ...always, step } as const;
      await expect(store.ask(question)).rejects.toMatchObject({ code: 'bad_input' });
    }
  });

  it('is closed once and for all', async () => {
    const last = store.append(batch(rows(1)));
    await Promise.all([store.close(), store.close()]);
    expect(await last).toEqual({ known: false });
    await expect(store.append(batch(rows(1)))).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(store.ask({ ask: 'days' })).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('is opened once only in a process', async () => {
    await expect(engine.open(directory)).rejects.toMatchObject({ code: 'store_owned' });
    await store.close();
    store = await engine.open(directory);
    expect(await store.ask({ ask: 'days' })).toEqual([]);
  });
});
