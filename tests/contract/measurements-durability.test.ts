import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, minute } from '../../src/maths/instants.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { friday } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { killHard, linesOf, scriptPath, start, temporaryDirectory } from './processes.ts';

const always = { from: 0, to: Infinity };
const rounds = 6;

describe.each(engines)('measurements on $name, in trouble', (engine) => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Number of a batch → how often its row is stored, for one of its two tables. */
  async function stored(store: Measurements, ask: 'counts' | 'bins', shift: number): Promise<Map<number, number>> {
    const kind = await store.ask({ ask: 'series', kind: ask });
    const { at, n } = await store.ask({ ask, series: kind.map(({ id }) => id), ...always, step: minute });
    return new Map(Array.from(at, (instant, row) => [(instant + shift - friday) / minute, n[row]!]));
  }

  it('has every acknowledged batch whole and exactly once after each kill −9, also while days are settled', async () => {
    const acknowledged = new Set<number>();
    let resendFrom = 0;
    for (let round = 0; round < rounds; round++) {
      const child = start('append-forever.ts', engine.name, directory, String(resendFrom));
      const enough = acknowledged.size + 20 + 37 * round;
      for await (const line of linesOf(child)) {
        const [number, answer] = line.split(' ') as [string, string];
        // What an earlier process was told stored is known now, with the answer of then.
        const known = `answer-${number}`;
        if (acknowledged.has(Number(number))) expect(answer).toBe(known);
        else expect(['stored', known]).toContain(answer);
        acknowledged.add(Number(number));
        if (acknowledged.size >= enough) break;
      }
      await killHard(child);
      resendFrom = Math.max(0, Math.max(...acknowledged) - 15);

      const store = await engine.open(directory);
      const counts = await stored(store, 'counts', 0);
      const bins = await stored(store, 'bins', 40 * day);
      const hours = await store.ask({ ask: 'hours', ...always });
      const states = await store.ask({ ask: 'states', prefix: '' });
      const sold = (await store.ask({ ask: 'series', kind: 'counts' })).map(({ id }) => id);
      const totals = await store.ask({ ask: 'totals', series: sold, ...always });
      expect(totals.n[0]).toBe(counts.size);
      expect((await store.check()).problems).toEqual([]);
      // One row of each subject, of the batch that also left its state.
      expect(
        Object.fromEntries(Array.from(hours.good, (n, row) => [hours.subjects[hours.subject[row]!]!.slice(8), n])),
      ).toEqual(Object.fromEntries(states.map(({ key, value }) => [key.slice(6), Number(value)])));
      expect(hours.good).toHaveLength(states.length);
      await store.close();
      for (const number of acknowledged) expect(counts.get(number), `batch ${number}`).toBe(1);
      expect([...counts.values()].every((times) => times === 1)).toBe(true);
      expect(bins).toEqual(counts);
    }
    const store = await engine.open(directory);
    const last = Math.max(...acknowledged);
    expect(await store.ask({ ask: 'batch', source: 'shop', key: `batch-${last}` })).toEqual({
      answer: `answer-${last}`,
    });
    const [{ from } = { from: 0 }] = await store.ask({ ask: 'alive', sources: ['shop'], ...always });
    expect(from).toBe(friday);
    await store.close();
  });

  it('acknowledges nothing when the disk refuses, and has what it acknowledged before', async () => {
    const command = `ulimit -f 6000; exec "$0" "$@"`;
    const words = [process.execPath, scriptPath('append-until-full.ts'), engine.name, directory];
    const said = JSON.parse(execFileSync('bash', ['-c', command, ...words], { encoding: 'utf8' }));
    expect(said.refusal).toBe('store_unavailable');
    expect(said.acknowledged).toBeGreaterThan(0);
    expect([said.acknowledged, 'store_unavailable']).toContain(said.counted);

    const store = await engine.open(directory);
    const [row] = await store.ask({ ask: 'series' });
    const { n } = await store.ask({ ask: 'counts', series: [row!.id], ...always, step: minute });
    // The refused batch may be there or not, but whole, and then its key is known.
    const next = await store.ask({ ask: 'batch', source: 'shop', key: `batch-${said.acknowledged}` });
    const there = said.acknowledged + (next === null ? 0 : 1);
    expect(n[0]).toBe(there);
    expect(await store.ask({ ask: 'states', prefix: '' })).toHaveLength(50 * there);
    await store.close();
  });
});
