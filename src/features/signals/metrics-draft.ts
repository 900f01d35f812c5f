import type { EpochMs } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import type { BatchBuilder } from './batch-builder.ts';
import type { IntakeChange, IntakeMemory } from './intake-memory.ts';
import type { Declaration } from './liveness.ts';
import type { PartialSuccess } from './otlp/answer.ts';
import { type Heard, seriesOfStream } from './otlp/cumulative.ts';
import type { MetricsContext } from './otlp/metrics-decision.ts';
import { addRead, type MetricsBody } from './otlp/read-metrics.ts';
import { StreamTrial } from './otlp/stream-trial.ts';
import { SeriesLimit } from './series-limit.ts';
import type { Source } from './source.ts';
import { TechnicalDraft } from './technical-draft.ts';

/** Cumulative streams remembered per series: several processes feed one series, and restarted ones stay for a day. */
const streamsPerSeries = 4;

interface Known {
  source: Source;
  memory: IntakeMemory;
  /** Gets what the requests add. */
  batch: BatchBuilder;
  now: EpochMs;
  retentionMs: number;
}

interface Asked {
  writer: Writer;
  key: string;
  metrics: MetricsBody;
  complete: Declaration | null;
}

/**
 * What several requests with metrics of one source change, decided one after the other as if each had been stored before the
 * next. The memory itself changes once they are on disk.
 */
export class MetricsDraft {
  readonly #known: Known;
  readonly #technical: TechnicalDraft;
  readonly #limit: SeriesLimit;
  readonly #streams: StreamTrial;
  /** Series of streams that the memory does not have. */
  readonly #fresh = new Set<string>();
  readonly #heard = new Map<string, Heard>();
  #freshHeard = 0;

  constructor(known: Known) {
    const { source, memory, batch, now } = known;
    this.#known = known;
    this.#technical = new TechnicalDraft('otlp-metrics', source, memory, batch, now);
    this.#limit = new SeriesLimit(source, memory.source(source.name).series);
    this.#streams = new StreamTrial(memory.source(source.name).streams, streamsPerSeries * source.seriesLimit);
  }

  answerOf(key: string | undefined): string | null {
    return this.#technical.answerOf(key);
  }

  /** Judges the points of a request and adds the good ones to the batch. */
  decide(request: Asked): PartialSuccess | null {
    const known = this.#streams.begun.length;
    const decision = addRead(request.metrics, this.#contextOf(request.writer), this.#known.batch);
    const { heard } = this.#known.memory.source(this.#known.source.name);
    for (const id of this.#streams.begun.slice(known)) this.#fresh.add(seriesOfStream(id));
    for (const [id, one] of decision.heard) {
      if (!heard.has(id) && !this.#heard.has(id)) this.#freshHeard += 1;
      this.#heard.set(id, one);
    }
    return this.#technical.note(request, decision);
  }

  /** What is to be remembered, or null where there is nothing to store. */
  change(): IntakeChange | null {
    const change = this.#technical.change();
    const series = this.#known.batch.identities();
    return change && { ...change, trial: this.#streams, heard: this.#heard, series };
  }

  keys(): { key: string; answer: string }[] {
    return this.#technical.keys();
  }

  giveUp(): void {
    this.#streams.giveUp();
  }

  countRefused(): void {
    this.#technical.countRefused();
  }

  tell(): void {
    this.#technical.tell();
  }

  #contextOf(writer: Writer): MetricsContext {
    const { source, memory, now, retentionMs } = this.#known;
    const { streamSeries, heard } = memory.source(source.name);
    const most = streamsPerSeries * source.seriesLimit;
    return {
      source,
      writer,
      now,
      retentionMs,
      listeningSince: memory.listeningSince,
      limit: this.#limit,
      streams: this.#streams,
      seriesKnown: (series) => streamSeries.has(series) || this.#fresh.has(series),
      heard: (resource) => this.#heard.get(resource) ?? heard.get(resource),
      room: { heard: most - heard.size - this.#freshHeard },
    };
  }
}
