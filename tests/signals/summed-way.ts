import type { Rules } from '../../src/features/signals/otlp/fast/known-values.ts';
import { nameOf } from '../../src/features/signals/otlp/fast/metrics-memory.ts';
import { MetricsSummer } from '../../src/features/signals/otlp/fast/metrics-summer.ts';
import { NamedParts } from '../../src/features/signals/otlp/fast/numbered-parts.ts';
import { NamedSeries, SeriesNumbers, SharedSeries } from '../../src/features/signals/otlp/fast/numbered-series.ts';
import { heardColumns } from '../../src/features/signals/otlp/fast/told-columns.ts';
import type { MetricsBody } from '../../src/features/signals/otlp/read-metrics.ts';

/** The way of requests that threads read, without the threads: each has its turn. */
export class SummedWay {
  readonly #shared = new SharedSeries();
  readonly #threads: { summer: MetricsSummer; numbers: SeriesNumbers; named: NamedSeries; parts: NamedParts }[];
  #turn = 0;

  constructor(threads = 2) {
    this.#threads = Array.from({ length: threads }, () => ({
      summer: new MetricsSummer(),
      numbers: new SeriesNumbers(),
      named: new NamedSeries(this.#shared),
      parts: new NamedParts(this.#shared),
    }));
  }

  /** A request as it comes back from a thread; null where that left it to others. */
  read(bytes: Buffer, rules: Rules, again: () => MetricsBody): MetricsBody | null {
    this.#turn += 1;
    const { summer, numbers, named, parts } = this.#threads[this.#turn % this.#threads.length]!;
    const rows = summer.sum(bytes, rules);
    if (rows === null) return null;
    if ('parts' in rows) return { bytes, rules: nameOf(rules), columns: heardColumns(structuredClone(rows), parts) };
    const told = structuredClone(numbers.of(summer.series, rows.minutes.length));
    return { summed: { ...structuredClone(rows), ...named.of(told) }, rules: nameOf(rules), again };
  }
}
