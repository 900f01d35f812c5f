import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/maths/instants.ts';
import type { Measurements, Question, SeriesKey } from '../../src/stores/measurements/measurements.ts';
import { batch, countsAt, friday, keyed, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { temporaryDirectory } from './processes.ts';

const always = { from: 0, to: Infinity };

describe.each(engines)('measurements on $name', (engine) => {
  let directory: string;
  let store: Measurements;
  let now = friday;
  beforeEach(async () => {
    now = friday;
    directory = temporaryDirectory();
    store = await engine.open(directory, { now: () => now });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const reopen = async () => {
    await store.close();
    store = await engine.open(directory, { now: () => now });
  };
  const ids = async (...names: string[]) => {
    const rows = await store.ask({ ask: 'series' });
    return names.map((name) => rows.find((row) => row.name === name)!.id);
  };
  const counts = async (name: string, window: { from: number; to: number } = always, step = minute) => {
    const answer = await store.ask({ ask: 'counts', series: await ids(name), ...window, step });
    return Array.from(answer.at, (at, row) => [at, answer.n[row]]);
  };

  describe('empty', () => {
    const empty = new Float64Array();
    const noBits = new BigUint64Array();
    const numbers = { good: empty, valid: empty, userUpSeconds: empty, userDownSeconds: empty };
    const money = { deliveredMinor: empty, expectedMinor: empty, currencies: [], currency: new Int32Array() };
    const noHours = { subjects: [], subject: new Int32Array(), at: empty, ...numbers, ...money };
    it.each<[Question, unknown]>([
      [{ ask: 'series' }, []],
      [{ ask: 'metric', source: 'shop', names: ['sold'], labels: {} }, []],
      [
        { ask: 'counts', series: [1, 2], ...always, step: minute },
        { series: new Int32Array(), at: empty, n: empty },
      ],
      [
        { ask: 'bins', series: [1], ...always, step: hour },
        { series: new Int32Array(), at: empty, bin: new Int32Array(), n: empty },
      ],
      [{ ask: 'gauges', series: [1], ...always }, []],
      [{ ask: 'people', process: 'payment', steps: ['completed'], ...always, step: minute }, []],
      [{ ask: 'alive', sources: ['shop'], ...always }, []],
      [{ ask: 'batch', source: 'shop', key: 'k' }, null],
      [
        { ask: 'ids', from: 0 },
        { hash: new BigUint64Array(), at: new Float64Array() },
      ],
      [{ ask: 'states', prefix: '' }, []],
      [{ ask: 'days' }, []],
      [
        { ask: 'hourMasks', ...always },
        { subjects: [], subject: new Int32Array(), at: empty, measured: noBits },
      ],
      [
        { ask: 'hours', subject: 'process:payment', ...always },
        { ...noHours, measured: noBits },
      ],
      [
        { ask: 'hourSums', step: 'month', ...always },
        { ...noHours, hours: empty, measuredMinutes: empty, lastAt: empty },
      ],
      [{ ask: 'hourSubjects' }, []],
      [
        { ask: 'passes', processes: ['payment'], steps: ['completed'], outcomes: ['ok'], ...always },
        { process: new Int32Array(), user: noBits, at: empty, step: new Int32Array(), outcome: new Int32Array() },
      ],
    ])('answers %o with nothing', async (question, nothing) => {
      expect(await store.ask(question)).toEqual(nothing);
    });

    it('answers a known series outside its time, and an unknown one, with nothing', async () => {
      await store.append(batch(countsAt(series('sold'), [[friday, 1]])));
      expect(await counts('sold', { from: friday + minute, to: friday + hour })).toEqual([]);
      expect((await store.ask({ ask: 'counts', series: [999], ...always, step: minute })).n).toHaveLength(0);
      expect((await store.ask({ ask: 'counts', series: [], ...always, step: minute })).n).toHaveLength(0);
    });
  });

  it('adds up increments of a minute, in one batch and in several', async () => {
    await store.append(
      batch(
        countsAt(series('sold'), [
          [friday, 2],
          [friday, 3],
          [friday + minute, 1],
        ]),
      ),
    );
    await store.append(batch(countsAt(series('sold'), [[friday, 10]])));
    expect(await counts('sold')).toEqual([
      [friday, 15],
      [friday + minute, 1],
    ]);
  });

  it('sums buckets of any step, also over midnight', async () => {
    const rows: [number, number][] = [
      [friday - minute, 1],
      [friday, 2],
      [friday + day, 4],
    ];
    await store.append(batch(countsAt(series('sold'), rows)));
    const week = 7 * day;
    const monday = friday - (friday % week);
    expect(await counts('sold', always, week)).toEqual([[monday, 7]]);
    expect(await counts('sold', always, day)).toEqual([
      [friday - day, 1],
      [friday, 2],
      [friday + day, 4],
    ]);
  });

  it('takes the window as half-open', async () => {
    await store.append(
      batch(
        countsAt(series('sold'), [
          [friday, 1],
          [friday + minute, 2],
          [friday + 2 * minute, 4],
        ]),
      ),
    );
    expect(await counts('sold', { from: friday + minute, to: friday + 2 * minute })).toEqual([[friday + minute, 2]]);
  });

  it('orders by series, then time', async () => {
    const both = [series('a'), series('b')];
    const at = [friday + day, friday, friday - day];
    await store.append(
      batch({
        series: both,
        counts: at.flatMap((a) => [
          { series: 1, at: a, n: 1 },
          { series: 0, at: a, n: 1 },
        ]),
      }),
    );
    const asked = (await ids('a', 'b')).sort((x, y) => x - y);
    const answer = await store.ask({ ask: 'counts', series: [...asked].reverse(), ...always, step: minute });
    expect([...answer.series]).toEqual(asked.flatMap((id) => [id, id, id]));
    expect([...answer.at]).toEqual([...at].reverse().concat([...at].reverse()));
  });

  it('keeps counts exactly up to 2^53, below zero too, and refuses to round a greater sum', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    await store.append(
      batch(
        countsAt(series('most'), [
          [friday, most - 1],
          [friday, 1],
          [friday + minute, -most],
        ]),
      ),
    );
    expect(await counts('most')).toEqual([
      [friday, most],
      [friday + minute, -most],
    ]);
    await store.append(batch(countsAt(series('most'), [[friday, 2]])));
    await expect(counts('most')).rejects.toMatchObject({ code: 'internal' });
    expect(await counts('most', { from: friday + minute, to: Infinity })).toEqual([[friday + minute, -most]]);
  });

  it('takes two keys with equal fields for one series, and remembers it', async () => {
    const key: SeriesKey = { source: 's', name: 'n', kind: 'counts', unit: '1', labels: { a: '1', b: 'ż"\'' } };
    await store.append(batch(countsAt(key, [[friday, 1]])));
    await store.append(batch(countsAt({ ...key, labels: { b: 'ż"\'', a: '1' } }, [[friday - day, 1]])));
    await store.append(batch(countsAt({ ...key, unit: 'ms' }, [[friday, 1]])));
    const before = await store.ask({ ask: 'series' });
    expect(before).toHaveLength(2);
    expect(before[0]).toEqual({ ...key, id: before[0]!.id, firstAt: friday - day });
    await reopen();
    expect(await store.ask({ ask: 'series' })).toEqual(before);
    await store.append(batch(countsAt(series('later'), [[friday, 1]])));
    expect((await ids('later'))[0]).toBeGreaterThan(before[1]!.id);
  });

  it('finds series by source, name and kind', async () => {
    await store.append(batch(countsAt(series('sold'), [[friday, 1]])));
    await store.append(batch(countsAt(series('sold', {}, 'money'), [[friday, 1]])));
    await store.append(batch(countsAt({ ...series('sold'), source: 'other' }, [[friday, 1]])));
    expect(await store.ask({ ask: 'series', source: 'shop' })).toHaveLength(2);
    expect(await store.ask({ ask: 'series', source: 'shop', kind: 'money', name: 'sold' })).toHaveLength(1);
    expect(await store.ask({ ask: 'series', name: 'lost' })).toHaveLength(0);
    expect(await store.ask({ ask: 'series', names: ['lost', 'sold'], kind: 'counts' })).toHaveLength(2);
    expect(await store.ask({ ask: 'series', names: [] })).toHaveLength(0);
  });

  it('finds the series of a metric by its possible names and by labels', async () => {
    await store.append(batch(countsAt(series('sold', { shop: 'a' }, 'gauge'), [[friday, 1]])));
    const found = async (names: string[], labels: Record<string, string[]>) => {
      const rows = await store.ask({ ask: 'metric', source: 'shop', names, labels });
      return rows.map(({ name, labels: { shop = '' } }) => `${name} ${shop}`);
    };
    expect(await found(['sold', 'sold_total'], {})).toEqual(['sold a']);
    for (const shop of ['a', 'b']) {
      await store.append(batch(countsAt(series('sold_total', { shop }), [[friday, 1]])));
    }
    await store.append(batch(countsAt(series('sold_total'), [[friday, 1]])));
    await store.append(batch(countsAt({ ...series('sold_total', { shop: 'a' }), source: 'other' }, [[friday, 1]])));
    expect(await found(['sold', 'sold_total'], {})).toEqual(['sold_total a', 'sold_total b', 'sold_total ']);
    expect(await found(['sold', 'sold_total'], { shop: ['b'] })).toEqual(['sold_total b']);
    expect(await found(['sold_total'], { shop: ['', 'a'] })).toEqual(['sold_total a', 'sold_total ']);
    expect(await found(['sold_total'], { shop: ['c'], place: [''] })).toEqual([]);
    await store.append(batch(countsAt(series('sold_total', { shop: 'c' }), [[friday, 1]])));
    expect(await found(['sold_total'], { shop: ['c'], place: [''] })).toEqual(['sold_total c']);
    await reopen();
    expect(await found(['sold', 'sold_total'], { shop: ['b', 'c'] })).toEqual(['sold_total b', 'sold_total c']);
  });

  it('sums the bins of a histogram', async () => {
    const bins = [
      [3, 2],
      [-4, 1],
      [3, 5],
    ].map(([bin, n]) => ({ series: 0, at: friday, bin: bin!, n: n! }));
    await store.append(batch({ series: [series('time', {}, 'bins')], bins }));
    const answer = await store.ask({ ask: 'bins', series: await ids('time'), ...always, step: hour });
    expect([[...answer.bin], [...answer.n], [...answer.at]]).toEqual([
      [-4, 3],
      [1, 7],
      [friday, friday],
    ]);
  });

  it('joins the gauges of a minute; the latest value wins, whatever came last', async () => {
    const gauge = { series: 0, at: friday, n: 1, min: 1.5, max: 1.5, last: 1.5, lastAt: friday + 30_000 };
    const key = [series('load', {}, 'gauge')];
    await store.append(batch({ series: key, gauges: [gauge] }));
    await store.append(
      batch({ series: key, gauges: [{ ...gauge, n: 2, min: -0.1, max: 9, last: 7, lastAt: friday }] }),
    );
    const answer = await store.ask({ ask: 'gauges', series: await ids('load'), ...always });
    expect(answer).toEqual([{ ...gauge, series: answer[0]!.series, n: 3, min: -0.1, max: 9 }]);
  });

  it('counts a person once in a bucket, whatever the step of the bucket', async () => {
    const biggest = 2n ** 64n - 1n;
    const did = (step: string, at: number, user: bigint, outcome = 'ok') => ({
      process: 'payment',
      step,
      at,
      user,
      outcome,
    });
    await store.append(
      batch({
        people: [
          did('completed', friday, 1n),
          did('completed', friday, 1n),
          did('completed', friday, biggest),
          did('completed', friday + minute, 1n),
          did('completed', friday + day, 1n, 'failed'),
          did('started', friday, 5n),
          { ...did('completed', friday, 8n), process: "o'ther" },
        ],
      }),
    );
    const ask = { ask: 'people', process: 'payment', steps: ['completed'], ...always } as const;
    const users = async (step: number, outcome?: string) =>
      (await store.ask({ ...ask, step, ...(outcome ? { outcome } : {}) })).map((row) => [row.at, row.users]);
    expect(await users(minute)).toEqual([
      [friday, 2],
      [friday + minute, 1],
      [friday + day, 1],
    ]);
    expect(await users(30 * day)).toEqual([[friday - (friday % (30 * day)), 2]]);
    expect(await users(day, 'ok')).toEqual([[friday, 2]]);
    const other = { ...ask, process: "o'ther", steps: ['started', 'completed'], step: day };
    expect(await store.ask(other)).toEqual([{ step: 'completed', at: friday, users: 1 }]);
  });

  it('merges alive intervals and cuts them to the window', async () => {
    const alive = (...spans: [number, number][]) =>
      batch({
        alive: spans.map(([from, to]) => ({ source: 'shop', from: friday + from * minute, to: friday + to * minute })),
      });
    await store.append(alive([10, 20], [0, 5]));
    await store.append(alive([5, 6], [15, 25], [30, 30]));
    const ask = async (from: number, to: number) => {
      const window = { from: friday + from * minute, to: friday + to * minute };
      const rows = await store.ask({ ask: 'alive', sources: ['shop', 'nobody'], ...window });
      return rows.map((row) => [row.source, (row.from - friday) / minute, (row.to - friday) / minute]);
    };
    expect(await ask(0, 60)).toEqual([
      ['shop', 0, 6],
      ['shop', 10, 25],
    ]);
    expect(await ask(3, 12)).toEqual([
      ['shop', 3, 6],
      ['shop', 10, 12],
    ]);
    expect(await ask(6, 10)).toEqual([]);
    await reopen();
    expect(await ask(0, 60)).toEqual([
      ['shop', 0, 6],
      ['shop', 10, 25],
    ]);
  });

  it('keeps the last value of each state', async () => {
    await store.append(
      batch({
        states: [
          { key: 'otlp/b', value: '1' },
          { key: 'otlp/a', value: '2' },
          { key: 'otlp/b', value: '3' },
        ],
      }),
    );
    await store.append(
      batch({
        states: [
          { key: 'otlp/a', value: '' },
          { key: 'other', value: '{"x":1}' },
        ],
      }),
    );
    const wanted = [
      { key: 'otlp/a', value: '' },
      { key: 'otlp/b', value: '3' },
    ];
    expect(await store.ask({ ask: 'states', prefix: 'otlp/' })).toEqual(wanted);
    await reopen();
    expect(await store.ask({ ask: 'states', prefix: 'otlp/' })).toEqual(wanted);
  });

  it('stays right and fast to open when states are overwritten very often', async () => {
    const states = (value: number) =>
      Array.from({ length: 1_000 }, (_, key) => ({ key: `s${key}`, value: `${value}` }));
    await store.append(batch({ states: [{ key: 'rare', value: 'first' }] }));
    await store.append(batch({ states: [{ key: 'rare', value: 'second' }] }));
    for (let value = 0; value < 60; value++) await store.append(batch({ states: states(value) }));
    const last = states(59).sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(await store.ask({ ask: 'states', prefix: 's' })).toEqual(last);
    await reopen();
    expect(await store.ask({ ask: 'states', prefix: 's' })).toEqual(last);
    expect(await store.ask({ ask: 'states', prefix: 'rare' })).toEqual([{ key: 'rare', value: 'second' }]);
  });

  it('merges very many alive intervals into what they say', async () => {
    const minutes = Array.from({ length: 60_000 }, (_, index) => friday - index * minute);
    await store.append(batch({ alive: minutes.map((from) => ({ source: 'shop', from, to: from + minute })) }));
    await store.append(batch({ alive: [{ source: 'other', from: friday, to: friday + minute }] }));
    const wanted = [
      { source: 'other', from: friday, to: friday + minute },
      { source: 'shop', from: minutes.at(-1), to: friday + minute },
    ];
    await reopen();
    expect(await store.ask({ ask: 'alive', sources: ['shop', 'other'], ...always })).toEqual(wanted);
  });

  it('gives back event ids from an instant on, for an hour at least', async () => {
    const id = (hash: bigint, at: number) => ({ hash: BigUint64Array.of(hash), at });
    const kept = async (from: number) => {
      const { hash, at } = await store.ask({ ask: 'ids', from });
      return Array.from(hash, (one, row) => id(one, at[row]!)).sort((a, b) => a.at - b.at);
    };
    const [first, second, third] = [
      id(1n, friday + 5),
      id(2n ** 64n - 1n, friday + 59 * minute),
      id(3n, friday + 61 * minute),
    ];
    await store.append(batch({ ids: [second, first] }));
    expect(await kept(friday)).toEqual([first, second]);
    await store.append(batch({ ids: [third] }));
    await reopen();
    expect(await kept(friday + minute)).toEqual([second, third]);
    await store.append(batch({ ids: [id(4n, friday + 5 * hour)] }));
    expect(await kept(0)).toEqual([id(4n, friday + 5 * hour)]);
  });

  it('puts late rows into the day where they belong', async () => {
    await store.append(batch(countsAt(series('sold'), [[friday, 1]])));
    await store.append(
      batch(
        countsAt(series('sold'), [
          [friday - 50 * day, 7],
          [friday - 3 * day, 2],
        ]),
      ),
    );
    expect((await store.ask({ ask: 'days' })).map(({ day, rows }) => [day, rows])).toEqual([
      ['20261001', 1],
      ['20261117', 1],
      ['20261120', 1],
    ]);
    expect(await counts('sold', { from: 0, to: friday - 10 * day })).toEqual([[friday - 50 * day, 7]]);
  });

  it('drops whole days and what belongs to them', async () => {
    const rows: [number, number][] = [
      [friday - 2 * day, 1],
      [friday - minute, 2],
      [friday, 4],
    ];
    await store.append(
      batch({
        ...countsAt(series('sold'), rows),
        alive: [{ source: 'shop', from: friday - 2 * day, to: friday + minute }],
      }),
    );
    expect(await store.retain(friday - minute)).toEqual(['20261118']);
    expect(await store.retain(friday - minute)).toEqual([]);
    await reopen();
    expect(await counts('sold')).toEqual([
      [friday - minute, 2],
      [friday, 4],
    ]);
    expect(await store.ask({ ask: 'alive', sources: ['shop'], ...always })).toEqual([
      { source: 'shop', from: friday - day, to: friday + minute },
    ]);
    await store.append(batch(countsAt(series('sold'), [[friday - 2 * day, 8]])));
    expect((await counts('sold'))[0]).toEqual([friday - 2 * day, 8]);
  });

  it('forgets people earlier than counts when told so', async () => {
    const at = friday - 3 * day;
    const people = [{ process: 'payment', step: 'completed', at, user: 1n, outcome: 'ok' }];
    await store.append(batch({ ...countsAt(series('sold'), [[at, 1]]), people }));
    expect(await store.retain(friday - 30 * day, friday)).toEqual([]);
    const question = { ask: 'people', process: 'payment', steps: ['completed'], ...always, step: day } as const;
    expect(await store.ask(question)).toEqual([]);
    expect(await counts('sold')).toEqual([[at, 1]]);
  });

  it('knows a batch by its key, for seven days', async () => {
    const parts = countsAt(series('sold'), [[friday, 1]]);
    expect(await store.append(keyed('k', '{"accepted":1}', parts))).toEqual({ known: false });
    await reopen();
    expect(await store.append(keyed('k', 'other', parts))).toEqual({ known: true, answer: '{"accepted":1}' });
    expect(await store.ask({ ask: 'batch', source: 'shop', key: 'k' })).toEqual({ answer: '{"accepted":1}' });
    expect(await store.ask({ ask: 'batch', source: 'other', key: 'k' })).toBeNull();
    expect(await counts('sold')).toEqual([[friday, 1]]);

    now = friday + 7 * day;
    await store.retain(0);
    expect(await store.ask({ ask: 'batch', source: 'shop', key: 'k' })).not.toBeNull();
    now = friday + 8 * day;
    await store.retain(0);
    expect(await store.ask({ ask: 'batch', source: 'shop', key: 'k' })).toBeNull();
    expect(await counts('sold')).toEqual([[friday, 1]]);
  });
});
