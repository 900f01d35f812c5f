import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { type Heard, type Stream, seriesOfStream } from '../otlp/cumulative.ts';
import { SeriesLimit } from '../series-limit.ts';
import type { Source } from '../source.ts';
import { TechnicalDraft } from '../technical-draft.ts';
import { notKept } from './answer.ts';
import { addWrite } from './write-batch.ts';
import type { WriteContext } from './write-decision.ts';
import type { FamilyType, WriteRequest } from './write-request.ts';

/** Streams remembered per series: all copies of a program feed one series, and those that went stay for a day. */
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
  write: WriteRequest;
}

/**
 * What several remote writes of one source change, decided one after the other as if each had been stored before the next. The
 * memory itself changes once they are on disk.
 */
export class WriteDraft {
  readonly #known: Known;
  readonly #technical: TechnicalDraft;
  readonly #limit: SeriesLimit;
  readonly #streams = new Map<string, Stream>();
  /** Series of streams that the memory does not have. */
  readonly #fresh = new Set<string>();
  #freshStreams = 0;
  readonly #heard = new Map<string, Heard>();
  #freshHeard = 0;
  readonly #types = new Map<string, FamilyType>();
  #freshTypes = 0;

  constructor(known: Known) {
    const { source, memory, batch, now } = known;
    this.#known = known;
    this.#technical = new TechnicalDraft('remote-write', source, memory, batch, now);
    this.#limit = new SeriesLimit(source, memory.source(source.name).series);
  }

  answerOf(key: string | undefined): string | null {
    return this.#technical.answerOf(key);
  }

  /** Judges the samples of a request and adds the good ones to the batch; what was not kept, in one line. */
  decide({ writer, key, write }: Asked): string | null {
    const decision = addWrite(write, this.#contextOf(writer), this.#known.batch);
    const { streams, heard, types } = this.#known.memory.source(this.#known.source.name);
    for (const [id, stream] of decision.streams) {
      if (!streams.has(id) && !this.#streams.has(id)) {
        this.#freshStreams += 1;
        this.#fresh.add(seriesOfStream(id));
      }
      this.#streams.set(id, stream);
    }
    for (const [id, one] of decision.heard) {
      if (!heard.has(id) && !this.#heard.has(id)) this.#freshHeard += 1;
      this.#heard.set(id, one);
    }
    for (const [family, type] of decision.types) {
      if (!types.has(family) && !this.#types.has(family)) this.#freshTypes += 1;
      this.#types.set(family, type);
    }
    const answer = notKept(decision.rejected);
    const isSomething = decision.accepted > 0 || decision.types.size > 0 || decision.services.size > 0;
    this.#technical.add({ key, complete: null }, decision, answer, isSomething);
    return answer;
  }

  /** What is to be remembered, or null where there is nothing to store. */
  change(): IntakeChange | null {
    const change = this.#technical.change();
    const series = this.#known.batch.identities();
    return change && { ...change, streams: this.#streams, heard: this.#heard, types: this.#types, series };
  }

  keys(): { key: string; answer: string }[] {
    return this.#technical.keys();
  }

  countRefused(): void {
    this.#technical.countRefused();
  }

  tell(): void {
    this.#technical.tell();
  }

  #contextOf(writer: Writer): WriteContext {
    const { source, memory, now, retentionMs } = this.#known;
    const { streams, streamSeries, heard, types } = memory.source(source.name);
    const most = streamsPerSeries * source.seriesLimit;
    return {
      source,
      writer,
      now,
      retentionMs,
      limit: this.#limit,
      stream: (id) => this.#streams.get(id) ?? streams.get(id),
      seriesKnown: (series) => streamSeries.has(series) || this.#fresh.has(series),
      heard: (target) => this.#heard.get(target) ?? heard.get(target),
      typeOf: (family) => this.#types.get(family) ?? types.get(family),
      room: {
        streams: most - streams.size - this.#freshStreams,
        heard: most - heard.size - this.#freshHeard,
        types: source.seriesLimit - types.size - this.#freshTypes,
      },
    };
  }
}
