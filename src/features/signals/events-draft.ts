import type { EpochMs } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { BatchBuilder } from './batch-builder.ts';
import type { EventsAnswer } from './contract.ts';
import { addEvents, type EventContext, type EventDecision } from './event-batch.ts';
import type { EventsBody } from './events-body.ts';
import { added, type Counters, type IntakeChange, type IntakeMemory, noCounts } from './intake-memory.ts';
import type { Taking } from './intake-tally.ts';
import { arrived, type Declaration, declared, type Liveness, rowsSeen } from './liveness.ts';
import { addScanned } from './ndjson/add-scanned.ts';
import { SeriesLimit } from './series-limit.ts';
import { aliveKey } from './series-names.ts';
import type { Source } from './source.ts';

interface Known {
  source: Source;
  memory: IntakeMemory;
  /** Gets what the requests add. */
  batch: BatchBuilder;
  processes: ReadonlyMap<string, Document<ProcessSpec>>;
  now: EpochMs;
  retentionMs: number;
  userKey: Uint8Array;
}

interface Asked {
  writer: Writer;
  key?: string | undefined;
  body: EventsBody;
  complete: Declaration | null;
}

/**
 * What several requests of one source change, decided one after the other as if each had been stored before the next. The memory
 * itself changes once they are on disk, but for ids, which are taken at once and given back where nothing was stored.
 */
export class EventsDraft {
  readonly #known: Known;
  readonly #limit: SeriesLimit;
  readonly #answers = new Map<string, string>();
  readonly #tallies: Taking[] = [];
  #liveness: Liveness;
  #counters: Counters = noCounts;
  #hasSomething = false;
  #hasArrived = false;

  constructor(known: Known) {
    const { source, memory } = known;
    this.#known = known;
    this.#limit = new SeriesLimit(source, memory.source(source.name).series);
    this.#liveness = memory.source(source.name).events;
  }

  /** The answer to a request of this draft with the same key, or null. */
  answerOf(key: string | undefined): string | null {
    return (key === undefined ? null : this.#answers.get(key)) ?? null;
  }

  /** Judges the rows of a request and adds the good ones to the batch. */
  decide({ writer, key, body, complete }: Asked): EventsAnswer {
    const { source, now } = this.#known;
    const decision = this.#add(body, this.#contextOf(writer));
    const { accepted, duplicate, rejected, droppedAttributes } = decision;
    const counters = { accepted, duplicate, refused: rejected.length, droppedAttributes };
    this.#counters = added(this.#counters, counters);
    this.#tallies.push({ entrance: 'events', source: source.name, at: now, accepted, duplicate, refused: rejected });
    const isNews = accepted + duplicate > 0 || complete !== null;
    this.#hasArrived ||= isNews;
    this.#hasSomething ||= isNews || key !== undefined;
    this.#liveness = this.#prove(decision, complete);
    const answer: EventsAnswer = { accepted, duplicate, rejected };
    if (key !== undefined) this.#answers.set(key, JSON.stringify(answer));
    return answer;
  }

  /** What is to be remembered, or null where there is nothing to store. */
  change(): IntakeChange | null {
    if (!this.#hasSomething) return null;
    const { source, batch, now } = this.#known;
    return {
      source: source.name,
      lastArrival: this.#hasArrived ? now : null,
      events: this.#liveness,
      services: new Map(),
      streams: new Map(),
      heard: new Map(),
      series: batch.identities(),
      counters: this.#counters,
    };
  }

  /** The keys of the requests, each with its answer. */
  keys(): { key: string; answer: string }[] {
    return [...this.#answers].map(([key, answer]) => ({ key, answer }));
  }

  /** Counts what was refused where nothing is stored. */
  countRefused(): void {
    this.#known.memory.count(this.#known.source.name, this.#counters);
  }

  /** Gives back the ids that were taken, where nothing was stored. */
  giveUp(): void {
    for (const ids of this.#known.batch.ids()) this.#known.memory.ids.giveBack(ids);
  }

  /** Notes what came in, after it was answered for good. */
  tell(): void {
    for (const tally of this.#tallies) this.#known.memory.tally.note(tally);
  }

  #contextOf(writer: Writer): EventContext {
    const { source, processes, now, retentionMs, userKey, memory } = this.#known;
    const ids = {
      has: (high: number, low: number): boolean => memory.ids.has(high, low, now),
      take: (high: number, low: number): boolean => memory.ids.take(high, low, now),
    };
    return { source, writer, processes, now, retentionMs, userKey, limit: this.#limit, ids };
  }

  #add(body: EventsBody, context: EventContext): EventDecision {
    const { batch } = this.#known;
    if (!('scanned' in body)) return addEvents(body.rows, context, batch);
    // read by the rules of a catalogue that has changed since
    if (body.processes !== context.processes) return addEvents(body.rows(), context, batch);
    return addScanned(body.scanned, context, batch) ?? addEvents(body.rows(), context, batch);
  }

  /** What the request proves of its sender; the minutes go into the batch. */
  #prove({ accepted, duplicate, firstRow }: EventDecision, complete: Declaration | null): Liveness {
    const { source, now, batch } = this.#known;
    let liveness = rowsSeen(this.#liveness, firstRow);
    const key = aliveKey.events(source.name);
    if (source.complete === 'observed' && accepted + duplicate > 0) {
      const proof = arrived(liveness, now, source.silentAfterMs);
      liveness = proof.next;
      if (proof.complete) batch.alive({ source: key, ...proof.complete });
    }
    if (complete !== null) {
      const proof = declared(liveness, complete);
      liveness = proof.next;
      if (proof.complete) batch.alive({ source: key, ...proof.complete });
    }
    return liveness;
  }
}
