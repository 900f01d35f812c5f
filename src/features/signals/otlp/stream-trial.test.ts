import { describe, expect, it } from 'vitest';
import type { Stream } from './cumulative.ts';
import { StreamTable } from './stream-table.ts';
import { streamFrom, streamText } from './stream-text.ts';
import { StreamTrial } from './stream-trial.ts';

const sum = (time: bigint, value: bigint): Stream => ({ time, values: new Map([[0, value]]), scheme: '', scale: 0 });
const histogram = (time: bigint, bounds: string, bins: [number, bigint][]): Stream => ({
  ...{ time, values: new Map(bins), scheme: JSON.stringify({ 'waga.bounds': bounds }), scale: 0 },
});
const streams: [string, Stream][] = [
  ['a 1', sum(2n ** 63n + 5n, 7n)],
  ['b 1', sum(3n, 2n ** 60n)],
  ['c 1', histogram(9n, '0.1,0.3', [[2, 4n]])],
  ['d 1', histogram(9n, '', [[0, 4n]])],
  ['e 1', { time: 4n, values: new Map([[-20_003, 1n]]), scheme: 'exponential 0', scale: 3 }],
  ['f 1', { time: 4n, values: new Map(), scheme: 'ended', scale: 0 }],
];

describe('streams in columns', () => {
  it('read as they were put, and as their text says', () => {
    const table = new StreamTable(streams);
    expect([...table]).toEqual(streams);
    const trial = new StreamTrial(new StreamTable(), 9);
    for (const [id, stream] of streams) trial.set(id, stream);
    expect([...trial.texts()]).toEqual(streams.map(([id, stream]) => [id, streamText(stream)]));
    expect([...trial.texts()].map(([id, text]) => [id, streamFrom(text)])).toEqual(streams);
  });

  it('stand as before until what is on trial is kept, and again where it is given up', () => {
    const table = new StreamTable(streams);
    const trial = new StreamTrial(table, streams.length + 1);
    trial.set('a 1', sum(10n, 8n));
    trial.set('c 1', histogram(10n, '5', [[1, 6n]]));
    expect(trial.isFull).toBe(false);
    trial.set('new 1', sum(10n, 1n));
    expect([trial.isFull, trial.begun, trial.get('a 1')]).toEqual([true, ['new 1'], sum(10n, 8n)]);
    expect([...table]).toEqual(streams);
    trial.giveUp();
    expect([[...table], table.slotOf('new 1')]).toEqual([streams, -1]);
    const again = new StreamTrial(table, 9);
    again.set('new 1', sum(11n, 2n));
    again.set('a 1', sum(11n, 9n));
    expect(again.keep()).toEqual(['new 1']);
    expect([table.size, table.get('a 1'), table.get('new 1')]).toEqual([7, sum(11n, 9n), sum(11n, 2n)]);
  });

  it('are kept although they were forgotten meanwhile', () => {
    const table = new StreamTable(streams);
    const trial = new StreamTrial(table, 9);
    trial.set('a 1', sum(10n, 8n));
    table.delete('a 1');
    table.delete('b 1');
    expect([table.has('a 1'), table.size]).toEqual([false, 4]);
    expect(trial.keep()).toEqual(['a 1']);
    expect([table.get('a 1'), table.size, table.slotOf('b 1')]).toEqual([sum(10n, 8n), 5, -1]);
  });
});
