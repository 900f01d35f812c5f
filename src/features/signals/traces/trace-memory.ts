import type { EpochMs } from '../../../maths/instants.ts';
import type { SeriesKey } from '../../../stores/measurements/measurements.ts';
import { BoundedNames } from './bounded-names.ts';
import { RecentSpans } from './recent-spans.ts';
import { SpanMap } from './span-map.ts';
import { ownedName } from './trace-series.ts';
import { type CalledSpan, type CallingSpan, type EdgeCounts, noEdges, waitMs } from './waiting-span.ts';

/**
 * What is remembered of traces between requests, for all sources together since a call may cross them. Bounded: waiting
 * spans by number and time, recent spans by number, names and fractions by the series limits. Spans wait in memory only;
 * what waited when the server stopped is lost and counted.
 */
export class TraceMemory {
  /** By trace and span id, in order of arrival. */
  readonly calling = new SpanMap<CallingSpan>();
  /** By trace and parent id, in order of the first arrival. */
  readonly called = new SpanMap<readonly CalledSpan[]>();
  readonly recent = new RecentSpans(waitMs);
  readonly names = new BoundedNames();
  /** Fractions of requests by identity of the series of counts. */
  readonly carries = new Map<string, bigint>();
  readonly counts = new Map<string, EdgeCounts>();
  readonly #waiting = new Map<string, number>();
  #together = 0;

  countsOf(source: string): EdgeCounts {
    return this.counts.get(source) ?? noEdges;
  }

  /** Spans of the source that wait for their other side. */
  waitingOf(source: string): number {
    return this.#waiting.get(source) ?? 0;
  }

  /** Spans of all sources that wait. */
  get waiting(): number {
    return this.#together;
  }

  addWaiting(source: string, more: number): void {
    this.#together += more;
    this.#waiting.set(source, this.waitingOf(source) + more);
  }

  /** Notes the names that a stored series uses up. */
  addSeries(key: SeriesKey): void {
    const owned = ownedName(key);
    if (owned !== null) this.names.add(owned.owner, owned.name);
  }

  /** What changes from here on among spans is on trial until `keep`; what was on trial before and was not kept is taken back. */
  begin(): void {
    this.recent.begin();
    this.calling.begin();
    this.called.begin();
  }

  keep(): void {
    this.recent.keep();
    this.calling.keep();
    this.called.keep();
  }

  /** The keys of spans that have waited long enough, as words. Those of one map stand in order of arrival. */
  ended(now: EpochMs): EndedWaits {
    this.calling.begin();
    this.called.begin();
    const limit = now - waitMs;
    return {
      calling: this.calling.oldest(({ call }) => call.arrivedAt <= limit),
      called: this.called.oldest((spans) => spans[0]!.arrivedAt <= limit),
    };
  }
}

export interface EndedWaits {
  calling: Int32Array;
  called: Int32Array;
}
