import type { Batch } from '../../../stores/measurements/measurements.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SeriesLimit } from '../series-limit.ts';
import { BoundedNames } from './bounded-names.ts';
import { firstCarry, type SpanSampling, wholeRequests } from './sampling.ts';
import type { TraceMemory } from './trace-memory.ts';
import { ownedName, type SeriesPair } from './trace-series.ts';
import { traceStates } from './trace-states.ts';
import { type CalledSpan, type CallingSpan, type EdgeCounts, mostWaiting } from './waiting-span.ts';

/** One more observation for a pair of series. */
interface Observation {
  at: number;
  bin: number;
  sampling: SpanSampling;
}

/**
 * What one request, or the end of a wait, changes in the memory of traces. The memory itself changes with `commit`, after
 * the batch is on disk; until then the draft answers as if it had.
 */
export class TraceDraft {
  readonly names: BoundedNames;
  readonly #memory: TraceMemory;
  readonly #batch: BatchBuilder;
  readonly #limitOf: (source: string) => SeriesLimit | undefined;
  readonly #pairs = new Map<string, { calls: number; duration: number; identity: string }>();
  readonly #series: { source: string; identity: string }[] = [];
  readonly #recent = new Map<string, number>();
  readonly #carries = new Map<string, bigint>();
  readonly #counts = new Map<string, EdgeCounts>();
  readonly #waiting = new Map<string, number>();
  readonly #calling = new Map<string, CallingSpan | null>();
  readonly #called = new Map<string, CalledSpan[] | null>();

  /** `limitOf`: the series limit of a source, the same one at each call; undefined where the source is no more. */
  constructor(memory: TraceMemory, batch: BatchBuilder, limitOf: (source: string) => SeriesLimit | undefined) {
    this.#memory = memory;
    this.#batch = batch;
    this.#limitOf = limitOf;
    this.names = new BoundedNames(memory.names);
  }

  /** Adds an observation to both series, or says that its source has reached its limit. `id` stands for the pair in this draft. */
  observe(id: string, pairOf: () => SeriesPair, { at, bin, sampling }: Observation): Refusal | null {
    const pair = this.#pairs.get(id) ?? this.#admit(id, pairOf());
    if (isRefusal(pair)) return pair;
    const carry = this.#carries.get(pair.identity) ?? this.#memory.carries.get(pair.identity) ?? firstCarry;
    const whole = wholeRequests(sampling, carry);
    if (whole.carry !== carry) this.#carries.set(pair.identity, whole.carry);
    this.#batch.count(pair.calls, at, whole.count);
    this.#batch.bin(pair.duration, at, bin, whole.count);
    return null;
  }

  #admit(id: string, { calls, duration }: SeriesPair) {
    const limit = this.#limitOf(calls.source);
    if (limit === undefined) return refuse('series_limit', 'the source is no longer declared');
    const admitted = limit.admit([calls, duration]);
    if (admitted === null) return limit.refusal();
    const [first, second] = admitted;
    const owned = ownedName(calls);
    if (owned !== null) this.names.add(owned.owner, owned.name);
    for (const { key, identity } of admitted) this.#series.push({ source: key.source, identity });
    const pair = {
      calls: this.#batch.series(calls, first!.identity),
      duration: this.#batch.series(duration, second!.identity),
      identity: first!.identity,
    };
    this.#pairs.set(id, pair);
    return pair;
  }

  seen(span: string): boolean {
    return this.#recent.has(span) || this.#memory.recent.has(span);
  }

  see(span: string, at: number): void {
    this.#recent.set(span, at);
  }

  calling(key: string): CallingSpan | undefined {
    const own = this.#calling.get(key);
    return own === undefined ? this.#memory.calling.get(key) : (own ?? undefined);
  }

  called(key: string): readonly CalledSpan[] {
    const own = this.#called.get(key);
    return (own === undefined ? this.#memory.called.get(key) : own) ?? [];
  }

  /** Lets a CLIENT or PRODUCER span wait, if there is room. */
  waitCalling(key: string, span: CallingSpan): void {
    if (this.#enter(span.source)) this.#calling.set(key, span);
  }

  waitCalled(key: string, span: CalledSpan): void {
    if (this.#enter(span.source)) this.#called.set(key, [...this.called(key), span]);
  }

  /** The span goes on waiting, with another side found. */
  markPaired(key: string, span: CallingSpan): void {
    this.#calling.set(key, { ...span, paired: true });
  }

  endCalling(key: string): void {
    const span = this.calling(key);
    if (span === undefined) return;
    this.#move(span.source, -1);
    this.#calling.set(key, null);
  }

  endCalled(key: string): void {
    for (const { source } of this.called(key)) this.#move(source, -1);
    this.#called.set(key, null);
  }

  count(source: string, what: keyof EdgeCounts): void {
    const counts = this.#counts.get(source) ?? { ...this.#memory.countsOf(source) };
    counts[what] += 1;
    this.#counts.set(source, counts);
  }

  #enter(source: string): boolean {
    const own = this.#memory.waitingOf(source) + (this.#waiting.get(source) ?? 0);
    let together = this.#memory.waiting;
    for (const more of this.#waiting.values()) together += more;
    if (own >= mostWaiting.ofSource || together >= mostWaiting.together) {
      this.count(source, 'overflowed');
      return false;
    }
    this.#move(source, 1);
    return true;
  }

  #move(source: string, more: number): void {
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
    for (const [key, span] of this.#calling) {
      if (span === null) memory.calling.delete(key);
      else memory.calling.set(key, span);
    }
    for (const [key, spans] of this.#called) {
      if (spans === null) memory.called.delete(key);
      else memory.called.set(key, spans);
    }
    for (const [source, more] of this.#waiting) memory.addWaiting(source, more);
    for (const [source, counts] of this.#counts) memory.counts.set(source, counts);
    for (const [identity, carry] of this.#carries) memory.carries.set(identity, carry);
    for (const [span, at] of this.#recent) memory.recent.add(span, at);
    memory.names.addAll(this.names);
  }
}
