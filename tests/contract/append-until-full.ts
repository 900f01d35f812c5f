/**
 * A process of its own, started with a limit on the size of its files: appends until the store refuses, tries once more,
 * asks a question, and says as JSON what happened. Words: engine, directory.
 */
import { ProductError } from '../../src/errors.ts';
import { emptyBatch } from '../../src/stores/measurements/measurements.ts';
import { friday, series } from './batches.ts';
import { engineNamed } from './measurement-engines.ts';

const [name, directory] = process.argv.slice(2);
const store = await engineNamed(name!).open(directory!);

// Strings that do not compress, so that the file grows with each batch.
const noise = () => Array.from({ length: 200 }, () => Math.random().toString(36)).join('');
const append = (number: number) =>
  store.append({
    ...emptyBatch(),
    key: { source: 'shop', key: `batch-${number}`, answer: 'a', at: friday },
    series: [series('sold')],
    counts: [{ series: 0, at: friday, n: 1 }],
    states: Array.from({ length: 50 }, (_, key) => ({ key: `${number}-${key}`, value: noise() })),
  });
const codeOf = (error: unknown) => (error instanceof ProductError ? error.code : String(error));

let acknowledged = 0;
let refusal = 'none';
while (refusal === 'none' && acknowledged < 10_000) {
  try {
    await append(acknowledged);
    acknowledged++;
  } catch (error) {
    refusal = codeOf(error);
  }
}
const question = { ask: 'counts', series: [1], from: 0, to: Infinity, step: 60_000 } as const;
const counted = await store.ask(question).then((answer) => answer.n[0] ?? 0, codeOf);
process.stdout.write(`${JSON.stringify({ acknowledged, refusal, counted })}\n`, () => process.exit(0));
