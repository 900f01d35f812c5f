import type { EpochMs } from '../../../maths/instants.ts';
import type { Batch } from '../../../stores/measurements/measurements.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SeriesLimit } from '../series-limit.ts';
import { BoundedNames } from './bounded-names.ts';
import { firstCarry, isWhole, type SpanSampling, wholeRequests } from './sampling.ts';
import type { SpanKey } from './span-key.ts';
import type { TraceMemory } from './trace-memory.ts';
import { type PairSeries, pairSeries, type SeriesPair } from './trace-series.ts';
import { traceStates } from './trace-states.ts';
import { type CalledSpan, type CallingSpan, type EdgeCounts, mostWaiting } from './waiting-span.ts';

/** A pair of series within the batch. */
interface DraftPair {
  calls: number;
  duration: number;
  identity: string;
}

/** From so many observations on all bins of a minute are worth a column. */
const manyBins = 24;

const nobody: readonly CalledSpan[] = [];

/**
 * What one request, or the end of a wait, changes in the memory of traces. The memory itself changes with `commit`, after
 * the batch is on disk; until then the draft answers as if it had. There is one at a time: spans that it saw, and those that wait, stand in
 * the memory on trial, and the next draft begins by forgetting them where this one was not committed.
 */
export class TraceDraft {
  readonly names: BoundedNames;
  readonly #memory: TraceMemory;
  readonly #batch: BatchBuilder;
  readonly #limitOf: (source: string) => SeriesLimit | undefined;
  readonly #pairs = new Map<PairSeries, DraftPair>();
  readonly #byId = new Map<string, PairSeries>();
  readonly #series: { source: string; identity: string }[] = [];
  readonly #carries = new Map<string, bigint>();
  readonly #counts = new Map<string, EdgeCounts>();
  readonly #waiting = new Map<string, number>();
  /** Of all sources. */
  #more = 0;

  /** `limitOf`: the series limit of a source, the same one at each call; undefined where the source is no more. */
  constructor(memory: TraceMemory, batch: BatchBuilder, limitOf: (source: string) => SeriesLimit | undefined) {
    this.#memory = memory;
    this.#batch = batch;
    this.#limitOf = limitOf;
    this.names = new BoundedNames(memory.names);
    memory.begin();
  }

  /** The pair that `id` stands for in this draft, made when it is first asked for. */
  pairOf(id: string, make: () => SeriesPair): PairSeries {
    let pair = this.#byId.get(id);
    if (pair === undefined) {
      pair = pairSeries(make());
      this.#byId.set(id, pair);
    }
    return pair;
  }

  /** Adds an observation in the minute `at` to both series, or says that their source has reached its limit. */
  observe(series: PairSeries, at: EpochMs, bin: number, sampling: SpanSampling): Refusal | null {
    const pair = this.#pairs.get(series) ?? this.#admit(series);
    if (isRefusal(pair)) return pair;
    const count = isWhole(sampling) ? 1 : this.#countOf(pair.identity, sampling);
    this.#batch.count(pair.calls, at, count);
    this.#batch.bin(pair.duration, at, bin, count);
    return null;
  }

  /** Adds observations of one minute that stand for themselves alone: so many of each bin, from bin 0 at `from` on. */
  observeBins(series: PairSeries, at: EpochMs, bins: Int32Array, from: number, to: number): void {
    const { calls, duration } = this.#pairs.get(series)!;
    let sum = 0;
    for (let i = from; i < to; i++) sum += bins[i]!;
    this.#batch.count(calls, at, sum);
    if (sum >= manyBins) this.#batch.bins(duration, at, bins, from, to - from);
    else for (let i = from; i < to; i++) if (bins[i] !== 0) this.#batch.bin(duration, at, i - from, bins[i]!);
  }

  /** Lets a pair of series in, or says that their source has reached its limit. */
  admit(series: PairSeries): Refusal | null {
    const pair = this.#pairs.get(series) ?? this.#admit(series);
    return isRefusal(pair) ? pair : null;
  }

  #countOf(identity: string, sampling: SpanSampling): number {
    const carry = this.#carries.get(identity) ?? this.#memory.carries.get(identity) ?? firstCarry;
    const whole = wholeRequests(sampling, carry);
    if (whole.carry !== carry) this.#carries.set(identity, whole.carry);
    return whole.count;
  }

  #admit(pair: PairSeries): DraftPair | Refusal {
    const [calls, duration] = pair.series;
    const limit = this.#limitOf(calls.key.source);
    if (limit === undefined) return refuse('series_limit', 'the source is no longer declared');
    if (!limit.admitted(pair.series)) return limit.refusal();
    if (pair.owned !== null) this.names.add(pair.owned.owner, pair.owned.name);
    for (const { key, identity } of pair.series) this.#series.push({ source: key.source, identity });
    const admitted = {
      calls: this.#batch.series(calls.key, calls.identity),
      duration: this.#batch.series(duration.key, duration.identity),
      identity: calls.identity,
    };
    this.#pairs.set(pair, admitted);
    return admitted;
  }

  seen(span: SpanKey): boolean {
    return this.#memory.recent.has(span);
  }

  /** The same of a span whose words stand from `from` on. */
  seenWords(words: Int32Array, from: number): boolean {
    return this.#memory.recent.hasWords(words, from);
  }

  /** Looks so many spans up ahead, each `step` words from the one before: memory then answers for several at a time. */
  lookAhead(words: Int32Array, from: number, to: number, step: number): number {
    return this.#memory.recent.lookAhead(words, from, to, step);
  }

  /** Sees a span whose words stand from `from` on; false where it was seen before. */
  meet(words: Int32Array, from: number, at: EpochMs): boolean {
    return this.#memory.recent.meet(words, from, at);
  }

  see(span: SpanKey, at: EpochMs): void {
    this.#memory.recent.add(span, at);
  }

  calling(key: SpanKey): CallingSpan | undefined {
    return this.#memory.calling.get(key);
  }

  called(key: SpanKey): readonly CalledSpan[] {
    return this.#memory.called.get(key) ?? nobody;
  }

  /** Lets a CLIENT or PRODUCER span wait, if there is room. */
  waitCalling(key: SpanKey, span: CallingSpan): void {
    if (this.#enter(span.call.sender.source)) this.#memory.calling.set(key, span);
  }

  /** The same of a SERVER or CONSUMER span, given as a list of it alone. */
  waitCalled(key: SpanKey, alone: readonly [CalledSpan]): void {
    if (!this.#enter(alone[0].source)) return;
    const others = this.called(key);
    this.#memory.called.set(key, others.length === 0 ? alone : [...others, ...alone]);
  }

  /** The span goes on waiting, with another side found. */
  markPaired(key: SpanKey, span: CallingSpan): void {
    if (!span.paired) this.#memory.calling.set(key, { ...span, paired: true });
  }

  endCalling(key: SpanKey): void {
    const span = this.calling(key);
    if (span === undefined) return;
    this.#move(span.call.sender.source, -1);
    this.#memory.calling.delete(key);
  }

  endCalled(key: SpanKey): void {
    for (const { source } of this.called(key)) this.#move(source, -1);
    this.#memory.called.delete(key);
  }

  count(source: string, what: keyof EdgeCounts): void {
    let counts = this.#counts.get(source);
    if (counts === undefined) {
      counts = { ...this.#memory.countsOf(source) };
      this.#counts.set(source, counts);
    }
    counts[what] += 1;
  }

  #enter(source: string): boolean {
    const own = this.#memory.waitingOf(source) + (this.#waiting.get(source) ?? 0);
    if (own >= mostWaiting.ofSource || this.#memory.waiting + this.#more >= mostWaiting.together) {
      this.count(source, 'overflowed');
      return false;
    }
    this.#move(source, 1);
    return true;
  }

  #move(source: string, more: number): void {
    this.#more += more;
    this.#waiting.set(source, (this.#waiting.get(source) ?? 0) + more);
  }

  /** What is kept of this with the batch. */
  states(): Batch['states'] {
    const waiting = new Map<string, number>();
    for (const source of new Set([...this.#counts.keys(), ...this.#waiting.keys()])) {
      waiting.set(source, this.#memory.waitingOf(source) + (this.#waiting.get(source) ?? 0));
    }
    return traceStates(waiting, (source) => this.#counts.get(source) ?? this.#memory.countsOf(source), this.#carries);
  }

  /** The series that this adds, of whichever source. */
  get series(): readonly { source: string; identity: string }[] {
    return this.#series;
  }

  commit(): void {
    const memory = this.#memory;
    for (const [source, more] of this.#waiting) memory.addWaiting(source, more);
    for (const [source, counts] of this.#counts) memory.counts.set(source, counts);
    for (const [identity, carry] of this.#carries) memory.carries.set(identity, carry);
    memory.keep();
    memory.names.addAll(this.names);
  }
}
