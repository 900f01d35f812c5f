/**
 * `node benchmarks/speed/otlp-traces.ts [--json]`: OTLP traces in protobuf, from the bytes of a request to the filled draft of the
 * memory and the filled batch, beside protobufjs' generated decode of the same bytes into objects alone (`Type.setup()` generates
 * the code that static modules hold), in processor time, block by block in turn within one run.
 */
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { defaultSource, sourceNamed } from '../../src/features/signals/source.ts';
import { addScanned } from '../../src/features/signals/traces/add-scanned.ts';
import { decodeTraces } from '../../src/features/signals/traces/decode-protobuf.ts';
import { endWaits } from '../../src/features/signals/traces/pair-spans.ts';
import { type ScannedTraces, scanTraces } from '../../src/features/signals/traces/scan-traces.ts';
import type { TracesContext } from '../../src/features/signals/traces/trace-context.ts';
import { TraceDraft } from '../../src/features/signals/traces/trace-draft.ts';
import { TraceMemory } from '../../src/features/signals/traces/trace-memory.ts';
import { addTraces } from '../../src/features/signals/traces/traces-batch.ts';
import { tracesMessage } from '../../src/features/signals/traces/traces-schema.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { describeMachine } from '../machine.ts';
import { printResult, referenceOf, rowOf, spreadOf } from '../result.ts';
import { batchesOf } from './trace-requests.ts';

const machine = describeMachine();
const source = { ...sourceNamed({ version: 0, appliedAt: 0, documents: [] }, defaultSource)!, name: 'shop-otlp' };
const writer = { id: 'bench', sources: null, processes: null, components: null, environments: null };
const random = seededRandom(1);
const warmBlocks = 4;
const blocks = 15;
const exchangesPerBlock = 25;

/** What a server remembers; every request is committed, so that the next one meets what waits and what was seen. */
class World {
  readonly #memory = new TraceMemory();
  readonly #series = new Set<string>();
  counted = 0;

  take(add: (context: TracesContext) => { accepted: number }, now: number): TraceDraft {
    const limit = new SeriesLimit(source, this.#series);
    const draft = new TraceDraft(this.#memory, new BatchBuilder(), () => limit);
    this.counted += add({ source, writer, now, retentionMs: 1e11, draft }).accepted;
    return draft;
  }

  commit(draft: TraceDraft): void {
    draft.commit();
    for (const { identity } of draft.series) this.#series.add(identity);
  }

  wait(now: number): void {
    const limit = new SeriesLimit(source, this.#series);
    const draft = new TraceDraft(this.#memory, new BatchBuilder(), () => limit);
    endWaits(this.#memory.ended(now), draft);
    this.commit(draft);
  }
}

function microseconds(work: () => void): number {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  return after.user - user + after.system - system;
}

const [fast, slow] = [new World(), new World()];
let now = Date.UTC(2026, 10, 20, 10);
let spans = 0;
const times = {
  reference: [] as number[],
  scan: [] as number[],
  whole: [] as number[],
  commit: [] as number[],
  library: [] as number[],
};
let first: number | null = null;

for (let block = 0; block < warmBlocks + blocks; block++) {
  const requests = Array.from({ length: exchangesPerBlock }, () => {
    now += 2_000;
    return batchesOf(random, now).map((one) => ({ ...one, now }));
  }).flat();
  spans = requests[0]!.spans;
  if (first === null) {
    first = microseconds(() =>
      fast.commit(fast.take((context) => addScanned(scanned(requests[0]!.bytes), context), now)),
    );
    requests.shift();
  }
  const scan = microseconds(() => {
    for (const { bytes } of requests) scanTraces(bytes);
  });
  const reference = microseconds(() => {
    for (const { bytes } of requests) tracesMessage.decode(bytes);
  });
  let [whole, commit] = [0, 0];
  for (const { bytes, now } of requests) {
    let draft: TraceDraft | null = null;
    whole += microseconds(() => {
      draft = fast.take((context) => addScanned(scanned(bytes), context), now);
    });
    commit += microseconds(() => fast.commit(draft!));
  }
  const library = microseconds(() => {
    for (const { bytes, now } of requests)
      slow.commit(slow.take((context) => addTraces(decodeTraces(bytes), context), now));
  });
  fast.wait(now);
  slow.wait(now);
  if (block < warmBlocks) continue;
  for (const [name, taken] of Object.entries({ reference, scan, whole, commit, library })) {
    times[name as keyof typeof times].push(taken / requests.length);
  }
}
if (fast.counted - slow.counted !== spans) throw new Error('the two ways counted differently');

function scanned(bytes: Buffer): ScannedTraces {
  const read = scanTraces(bytes);
  if (read === null) throw new Error('a plain request was left to the library');
  return read;
}

const reference = referenceOf('protobufjs, decode alone', times.reference);
const against = (what: string, figures: number[], goal: number | null = null) => {
  const ratio = reference.figure / spreadOf(figures).figure;
  const said = goal === null ? {} : { goal: `≥ ${goal} × the reference`, met: ratio >= goal };
  return rowOf(what, 'µs of processor a request', figures, { reference, ratio, ...said });
};
const committed = times.whole.map((one, at) => one + times.commit[at]!);
const byLibrary = referenceOf('the same by the library decoder', times.library);
printResult({
  name: 'speed/otlp-traces',
  date: new Date().toISOString(),
  machine,
  rows: [
    against('bytes to columns (checked and read)', times.scan, 3),
    against('bytes to filled draft and batch', times.whole, 3),
    against('the same by the library decoder, with commit', times.library),
    rowOf('bytes to committed', 'µs of processor a request', committed, {
      reference: byLibrary,
      ratio: byLibrary.figure / spreadOf(committed).figure,
    }),
    rowOf('commit of the draft to the memory', 'µs of processor a request', times.commit),
    rowOf('the first request of all, code and tables cold', 'µs of processor a request', first!),
    rowOf(
      'spans a second of one core, bytes to committed',
      'spans/s',
      times.whole.map((one, at) => (spans * 1e6) / (one + times.commit[at]!)),
    ),
  ],
  notes: [
    `A request holds ${spans} spans of one service as the OpenTelemetry SDK batches them: SERVER, two INTERNAL and two CLIENT spans a call, 2 to 11 attributes each, a resource of 10; four services answer each other, so most spans find their other side.`,
    `The median of ${blocks} blocks of ${4 * exchangesPerBlock} requests, all of them different. The reference builds objects by the same reduced schema and counts nothing; its code is what Type.setup() generates, the same as a static module's.`,
    'Both ways counted the same number of spans.',
  ],
});
