import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { applyCatalog, kept, Minutes, perBatch, sendEvents, sendObservations, type Target } from './lock-step.ts';
import { launch, type WagaProcess } from './waga-process.ts';

const senders = 4;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What was sent and what of it was acknowledged. */
class Ledger {
  next = 0;
  readonly acknowledged = new Set<string>();
  /** Sent, and cut off before an answer came: sent again to the next process, as clients do. */
  readonly open = new Map<string, number>();
}

type Send = (target: Target, minutes: Minutes, n: number) => Promise<Response>;
const ways: Record<string, Send> = { events: sendEvents, observations: sendObservations };

/** Sends batches until the process is gone. */
async function sendUntilGone(target: Target, minutes: Minutes, ledger: Ledger): Promise<void> {
  async function send(way: string, n: number): Promise<boolean> {
    const name = `${way} ${n}`;
    ledger.open.set(name, n);
    try {
      const answer = await ways[way]!(target, minutes, n);
      await answer.text();
      if (answer.status >= 500) return true;
      expect([200, 202]).toContain(answer.status);
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
    ledger.open.delete(name);
    ledger.acknowledged.add(name);
    return true;
  }
  for (const [name, n] of [...ledger.open]) if (!(await send(name.split(' ')[0]!, n))) return;
  const go = async (): Promise<void> => {
    for (;;) {
      const n = ledger.next++;
      for (const way of Object.keys(ways)) {
        if (await send(way, n)) continue;
        // The other half of the batch was never sent; it is, to the next process.
        for (const rest of Object.keys(ways))
          if (!ledger.acknowledged.has(`${rest} ${n}`)) ledger.open.set(`${rest} ${n}`, n);
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: senders }, go));
}

async function crashAndLook(rounds: number): Promise<{ batches: number; slowestStartMs: number }> {
  const data = join(folder, 'data');
  const minutes = new Minutes();
  const ledger = new Ledger();
  let slowestStartMs = 0;
  let waga: WagaProcess = await launch({ data });
  await applyCatalog(waga);
  for (let round = 0; round < rounds; round++) {
    const enough = ledger.acknowledged.size + 5 + ((round * 37) % 60);
    const sending = sendUntilGone(waga, minutes, ledger);
    await expect.poll(() => ledger.acknowledged.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(enough);
    await waga.killHard();
    await sending;

    waga = await launch({ data });
    slowestStartMs = Math.max(slowestStartMs, waga.startMs);
    const { events, observations } = await kept(waga, minutes, ledger.next);
    for (const [way, counts] of [
      ['events', events],
      ['observations', observations],
    ] as const) {
      counts.forEach((count, n) => {
        const name = `${way} ${n}`;
        if (ledger.acknowledged.has(name)) expect(count, `round ${round}: ${name} was acknowledged`).toBe(perBatch);
        // What was cut off may be there or not, but whole.
        else expect([null, perBatch], `round ${round}: ${name}`).toContain(count);
      });
    }
  }
  // Everything that was cut off is sent again with its key; then all of it is there, once.
  for (const [name, n] of ledger.open) {
    expect((await ways[name.split(' ')[0]!]!(waga, minutes, n)).status).toBeLessThan(300);
  }
  const { events, observations } = await kept(waga, minutes, ledger.next);
  expect(new Set(events)).toEqual(new Set([perBatch]));
  expect(new Set(observations)).toEqual(new Set([perBatch]));
  expect(await waga.stop()).toBe(0);
  return { batches: 2 * ledger.next, slowestStartMs };
}

describe('a server that is killed while data come in', () => {
  it('has everything it acknowledged, once, and starts again', async () => {
    const { batches } = await crashAndLook(8);
    expect(batches).toBeGreaterThan(100);
  });
});

describeWith('long', 'a server that is killed a hundred times', () => {
  it('has everything it acknowledged, once', { timeout: 3_600_000 }, async () => {
    const { batches, slowestStartMs } = await crashAndLook(100);
    console.log(`100 rounds: ${batches} batches, the slowest start took ${Math.round(slowestStartMs)} ms`);
  });
});
