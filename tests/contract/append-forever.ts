/**
 * A process of its own that appends numbered batches, several at a time, and says the number of each after it was
 * acknowledged; meanwhile it settles their days. Words: engine, directory, first number.
 */
import { day, minute } from '../../src/maths/instants.ts';
import { emptyBatch } from '../../src/stores/measurements/measurements.ts';
import { friday, series } from './batches.ts';
import { engineNamed } from './measurement-engines.ts';

const [name, directory, first] = process.argv.slice(2);
const store = await engineNamed(name!).open(directory!);
let next = Number(first);

const hourRow = {
  at: friday,
  measured: 1n,
  valid: 0,
  userUpSeconds: 0,
  userDownSeconds: 0,
  deliveredMinor: 0,
  expectedMinor: 0,
  currency: null,
};

async function appendOn(): Promise<never> {
  for (;;) {
    const number = next++;
    const at = friday + number * minute;
    const answer = await store.append({
      ...emptyBatch(),
      key: { source: 'shop', key: `batch-${number}`, answer: `answer-${number}`, at },
      series: [series('sold'), series('time', {}, 'bins')],
      counts: [{ series: 0, at, n: 1 }],
      // Another day, hence another table: half a batch would show.
      bins: [{ series: 1, at: at - 40 * day, bin: 1, n: 1 }],
      states: [{ key: `state-${number % 5}`, value: String(number) }],
      alive: [{ source: 'shop', from: at, to: at + minute }],
      // Written again and again; the last acknowledged number is the least that may stand there.
      hours: [{ ...hourRow, subject: `subject-${number % 5}`, good: number }],
    });
    process.stdout.write(`${number} ${answer.known ? answer.answer : 'stored'}\n`);
  }
}

/** Folds in what is there, again and again, whatever comes meanwhile. */
async function settleOn(): Promise<never> {
  for (;;) await store.settle(friday + 400 * day);
}

await Promise.all([appendOn(), appendOn(), appendOn(), appendOn(), settleOn()]);
