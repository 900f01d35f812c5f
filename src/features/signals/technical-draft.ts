import type { EpochMs } from '../../maths/instants.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { added, type Counters, type IntakeChange, type IntakeMemory, noCounts } from './intake-memory.ts';
import type { Entrance, Taking } from './intake-tally.ts';
import type { Declaration, Liveness } from './liveness.ts';
import { type PartialSuccess, partialSuccess } from './otlp/answer.ts';
import type { Rejections } from './otlp/rejections.ts';
import { declareTechnical, proveServices } from './service-proof.ts';
import type { Source } from './source.ts';

/** What was decided of an OTLP request. */
interface Decided {
  accepted: number;
  duplicate?: number;
  rejected: Rejections;
  /** The newest time of what was kept, by service. */
  services: ReadonlyMap<string, EpochMs>;
}

/** What several OTLP requests of one source change, whichever signal they bring. The memory itself changes once they are on disk. */
export class TechnicalDraft {
  readonly #source: Source;
  readonly #memory: IntakeMemory;
  readonly #batch: BatchBuilder;
  readonly #now: EpochMs;
  readonly #entrance: Entrance;
  readonly #answers = new Map<string, string>();
  readonly #tallies: Taking[] = [];
  readonly #services = new Map<string, Liveness>();
  #technical: Liveness;
  #counters: Counters = noCounts;
  #hasSomething = false;

  constructor(entrance: Entrance, source: Source, memory: IntakeMemory, batch: BatchBuilder, now: EpochMs) {
    this.#entrance = entrance;
    this.#source = source;
    this.#memory = memory;
    this.#batch = batch;
    this.#now = now;
    this.#technical = memory.source(source.name).technical;
  }

  answerOf(key: string | undefined): string | null {
    return (key === undefined ? null : this.#answers.get(key)) ?? null;
  }

  /** Notes what was decided of a request, and gives its answer in the words of OTLP. */
  note(request: { key: string; complete: Declaration | null }, decided: Decided): PartialSuccess | null {
    const answer = partialSuccess(decided);
    this.add(request, decided, answer, decided.accepted > 0);
    return answer;
  }

  /** The same with an answer in other words; it is kept with what it brought, where that `isSomething` to be stored. */
  add(
    { key, complete }: { key: string; complete: Declaration | null },
    { accepted, duplicate = 0, rejected, services }: Decided,
    answer: unknown,
    isSomething: boolean,
  ): void {
    const refused = [...rejected].map(([code, { count }]) => ({ code, count }));
    const allRefused = refused.reduce((sum, { count }) => sum + count, 0);
    const counters = { accepted, refused: allRefused, duplicate, droppedAttributes: 0 };
    this.#counters = added(this.#counters, counters);
    this.#tallies.push({
      ...{ entrance: this.#entrance, source: this.#source.name, at: this.#now },
      ...{ accepted, duplicate, refused },
    });
    if (!isSomething && complete === null) return;
    this.#hasSomething = true;
    this.#answers.set(key, JSON.stringify(answer));
    if (complete !== null) this.#technical = declareTechnical(this.#technical, this.#source, complete, this.#batch);
    const proven = proveServices(this.#known(), this.#source, services, this.#batch);
    for (const [service, liveness] of proven) this.#services.set(service, liveness);
  }

  /** What is to be remembered beside what the signal itself remembers; null where there is nothing to store. */
  change(): Omit<IntakeChange, 'heard' | 'series'> | null {
    if (!this.#hasSomething) return null;
    return {
      source: this.#source.name,
      lastArrival: this.#now,
      technical: this.#technical,
      services: this.#services,
      counters: this.#counters,
    };
  }

  keys(): { key: string; answer: string }[] {
    return [...this.#answers].map(([key, answer]) => ({ key, answer }));
  }

  countRefused(): void {
    this.#memory.count(this.#source.name, this.#counters);
  }

  tell(): void {
    for (const tally of this.#tallies) this.#memory.tally.note(tally);
  }

  /** The services as they will stand. */
  #known() {
    const before = this.#memory.source(this.#source.name).services;
    const own = this.#services;
    let fresh = 0;
    for (const service of own.keys()) if (!before.has(service)) fresh += 1;
    return {
      get: (service: string): Liveness | undefined => own.get(service) ?? before.get(service),
      has: (service: string): boolean => own.has(service) || before.has(service),
      size: before.size + fresh,
    };
  }
}
