/**
 * `node benchmarks/speed/objectives.ts [objectives] [objectives of the peers] [--quick] [--json]`: what one tick costs: a new minute for every
 * objective, then all eight windows of each (5 and 30 min, 1, 2 and 6 h, 1, 3 and 30 d) and every burn rule judged. Beside it the same
 * windows by adding up raw minutes in typed arrays, and the same eight windows asked of Prometheus and VictoriaMetrics as instant
 * queries on the same minutes, with the answers compared. Each peer is asked of fewer objectives and its time reckoned for all.
 */
import type { Book } from '../../src/features/objectives/slo/book.ts';
import { judgeBurns } from '../../src/features/objectives/slo/burns.ts';
import { addMinute, bytesOf } from '../../src/features/objectives/slo/totals.ts';
import { countWindows } from '../../src/features/objectives/slo/windows.ts';
import { minute } from '../../src/maths/instants.ts';
import { describeMachine } from '../machine.ts';
import { alternately } from '../queries/ask.ts';
import { serviceName } from '../queries/counted.ts';
import { askInstant, byService, startPeers } from '../queries/peers.ts';
import type { Peer } from '../queries/running.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import { badAt, begin, countersOf, days, end, filled, minutes, slots, validAt } from './objectives/filled.ts';

const isQuick = process.argv.includes('--quick');
const [objectives = 10_000, asked = isQuick ? 50 : 200] = process.argv.slice(2).filter(Number).map(Number);
const ticks = 240;
const windowMinutes = [5, 30, 60, 120, 360, 1_440, 4_320, days * 1_440];

function tick(book: Book, at: number): Record<'add' | 'count' | 'judge' | 'all', number> {
  const { totals, windows, rules, burns } = book;
  const minuteNumber = begin / minute + at;
  const t0 = performance.now();
  for (let index = 0; index < rules.length; index++) {
    const valid = validAt(index, at);
    addMinute(totals, index, minuteNumber, valid - badAt(index, at), valid, 1);
  }
  const t1 = performance.now();
  countWindows(windows, totals, rules);
  const t2 = performance.now();
  judgeBurns(burns, windows, totals.ring.until);
  const t3 = performance.now();
  return { add: t1 - t0, count: t2 - t1, judge: t3 - t2, all: t3 - t0 };
}

/** The same windows by adding up raw minutes, which lie one after the other in memory; milliseconds for so many objectives. */
function rawScan(count: number): number[] {
  const data = Array.from({ length: count }, (_, index) => slots(index, 0, minutes));
  return Array.from({ length: 5 }, () => {
    const t0 = performance.now();
    let sum = 0;
    for (const { good, valid } of data)
      for (const window of windowMinutes)
        for (let at = minutes - window; at < minutes; at++) sum += valid[at]! - good[at]!;
    if (sum < 0) throw new Error('no sums');
    return performance.now() - t0;
  });
}

/** Milliseconds for the burn rates of all windows of the objectives asked, and how many answers differ from the book's. */
async function askPeer(peer: Peer, book: Book): Promise<{ times: number[]; short: number; differing: number }> {
  const perWindow: number[][] = [];
  let differing = 0;
  const w = book.windows;
  for (const window of windowMinutes) {
    // what is bad of what there was, over what is allowed
    const burn = `increase(bad_total[${window}m]) / increase(valid_total[${window}m]) / 0.001`;
    const { times } = (await alternately(5, { burn: () => askInstant(peer, burn, end) })).burn;
    perWindow.push(times);
    // the exact difference, to compare: from the sample before the window to the last
    const bad = byService(await askInstant(peer, `bad_total - bad_total offset ${window}m`, end));
    const own = window === days * 1_440 ? 0 : w.minutes.subarray(w.first[0]!, w.first[1]!).indexOf(window);
    for (let index = 0; index < asked; index++) {
      const at = w.first[index]! + own;
      if (bad.get(serviceName(index)) !== w.valid[at]! - w.good[at]!) differing++;
    }
  }
  const least = Math.min(...perWindow.map(({ length }) => length));
  const times = Array.from({ length: least }, (_, run) => perWindow.reduce((sum, of) => sum + of[run]!, 0));
  const short = perWindow.slice(0, -1).reduce((sum, of) => sum + spreadOf(of).figure, 0);
  return { times, short, differing };
}

const machine = describeMachine();
const date = new Date().toISOString();
const before = process.memoryUsage.rss();
const book = filled(objectives, minutes - ticks);
const grown = process.memoryUsage.rss() - before;
const took = Array.from({ length: ticks }, (_, index) => tick(book, minutes - ticks + index)).slice(10);
const all = took.map((one) => one.all);
const perTick = spreadOf(all).figure;
const sorted = all.toSorted((a, b) => a - b);
const scale = objectives / asked;
const scan = rawScan(asked).map((ms) => ms * scale);

const rows: ResultRow[] = [
  rowOf(`a tick: 8 windows and 4 burn rules of ${objectives} objectives`, 'ms', all, {
    ...{ goal: '< 5 ms', met: perTick < 5, ratio: spreadOf(scan).figure / perTick },
    reference: referenceOf('raw minutes added up in typed arrays', scan),
  }),
];
const notes = [
  `The slowest hundredth of the ticks took ${sorted[Math.floor(sorted.length * 0.99)]!.toFixed(1)} ms or more. Of a tick, ${(['add', 'count', 'judge'] as const).map((part) => `${part} ${spreadOf(took.map((one) => one[part])).figure.toFixed(2)} ms`).join(', ')}.`,
  `An objective takes ${(bytesOf(book.totals) / objectives / 1_024).toFixed(1)} KiB of totals (the process grew by ${(grown / objectives / 1_024).toFixed(1)} KiB for each).`,
  `The peers were asked of ${asked} objectives and their times multiplied by ${shown(scale)}; they answer over HTTP from samples on disk and work out each window anew, Waga adds one minute to totals in memory.`,
];
await using peers = await startPeers(countersOf(asked));
notes.push(...peers.notes);
for (const peer of peers.running) {
  const { times, short, differing } = await askPeer(peer, book);
  const theirs = times.map((ms) => ms * scale);
  const ratio = spreadOf(theirs).figure / perTick;
  const isGoal = peer.name === 'Prometheus';
  rows.push(
    rowOf(`a tick, beside ${peer.name}`, 'ms', all, {
      reference: referenceOf(`${peer.name}, 8 instant queries`, theirs),
      ratio,
      ...(isGoal ? { goal: '≥ 1 000 × Prometheus', met: ratio >= 1_000 && differing === 0 } : {}),
    }),
  );
  notes.push(
    `${peer.name}: ${differing} of ${asked * windowMinutes.length} answers differ; without the 30 days, which a recording rule may keep, ${shown((short * scale) / perTick)} times as long as a tick.`,
  );
}
printResult({ name: 'speed/objectives', date, machine, rows, notes });
