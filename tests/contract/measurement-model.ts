import { bucketStart, day, dayName, type EpochMs, type Interval, minute } from '../../src/maths/instants.ts';
import type { Batch, HourRollUp, SeriesKey } from '../../src/stores/measurements/measurements.ts';

/** The store as plain lists, to compare an engine's answers with. A series is known by its label `id` here. */
export class MeasurementModel {
  #batches: Batch[] = [];
  #keys = new Set<string>();
  /** Starts of days with counts or bins that are not settled. */
  readonly #fresh = new Set<EpochMs>();
  readonly #hours = new Map<string, HourRollUp>();
  readonly #firsts = new Map<string, EpochMs>();

  /** True when the key was known, and nothing was stored. */
  append(batch: Batch): boolean {
    if (batch.key && this.#keys.has(batch.key.key)) return true;
    if (batch.key) this.#keys.add(batch.key.key);
    this.#batches.push(batch);
    for (const { at } of [...batch.counts, ...batch.bins]) this.#fresh.add(bucketStart(at, day));
    for (const row of batch.hours) {
      this.#hours.set(`${row.subject}|${row.at}`, row);
      const first = this.#firsts.get(row.subject) ?? Infinity;
      this.#firsts.set(row.subject, row.measured === 0n ? first : Math.min(first, row.at));
    }
    return false;
  }

  retain(from: EpochMs, hoursFrom: EpochMs): string[] {
    const days = new Set<string>();
    const kept = <Row extends { at: EpochMs }>(rows: Row[]) =>
      rows.filter(({ at }) => {
        const gone = bucketStart(at, day) + day <= from;
        if (gone) days.add(dayName(at));
        return !gone;
      });
    const firstLeft = bucketStart(from, day);
    for (const start of this.#fresh) if (start < firstLeft) this.#fresh.delete(start);
    for (const [key, { at }] of this.#hours) if (nextMonth(at) <= hoursFrom) this.#hours.delete(key);
    this.#batches = this.#batches.map((batch) => ({
      ...batch,
      counts: kept(batch.counts),
      bins: kept(batch.bins),
      gauges: kept(batch.gauges),
      people: kept(batch.people),
      alive: batch.alive.map((span) => ({ ...span, from: Math.max(span.from, firstLeft) })),
    }));
    return [...days].sort();
  }

  /** `series id | bucket | bin` → sum. */
  sums(kind: 'counts' | 'bins', { from, to }: Interval, step: number): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const batch of this.#batches) {
      for (const row of batch[kind]) {
        if (row.at < from || row.at >= to) continue;
        const bin = 'bin' in row ? row.bin : 0;
        const key = `${idOf(batch.series[row.series]!)}|${bucketStart(row.at, step)}|${bin}`;
        sums[key] = (sums[key] ?? 0) + row.n;
      }
    }
    return sums;
  }

  /** `series id` → sum over the window. */
  totals(window: Interval): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const [key, sum] of Object.entries(this.sums('counts', window, minute))) {
      const id = key.split('|')[0]!;
      totals[id] = (totals[id] ?? 0) + sum;
    }
    return totals;
  }

  /** The days that end at or before the instant with counts or bins that came since they were settled last. */
  settle(before: EpochMs, mostDays: number): string[] {
    const days = [...this.#fresh].filter((start) => start + day <= before).sort((a, b) => a - b);
    const settled = days.slice(0, mostDays);
    for (const start of settled) this.#fresh.delete(start);
    return settled.map(dayName);
  }

  gauges({ from, to }: Interval): Record<string, object> {
    const rows = this.#batches.flatMap((batch) =>
      batch.gauges.map((row) => ({ ...row, id: idOf(batch.series[row.series]!) })),
    );
    const inside = rows.filter(({ at }) => at >= from && at < to);
    const groups = Map.groupBy(inside, ({ id, at }) => `${id}|${at}`);
    return Object.fromEntries(
      [...groups].map(([key, group]) => {
        const latest = group.toSorted((a, b) => b.lastAt - a.lastAt || b.last - a.last)[0]!;
        const n = group.reduce((sum, row) => sum + row.n, 0);
        const min = Math.min(...group.map((row) => row.min));
        const max = Math.max(...group.map((row) => row.max));
        return [key, { n, min, max, last: latest.last, lastAt: latest.lastAt }];
      }),
    );
  }

  users(process: string, outcome: string | undefined, { from, to }: Interval, step: number): Record<string, number> {
    const rows = this.#batches.flatMap((batch) => batch.people);
    const inside = rows.filter(
      (row) =>
        row.process === process && row.at >= from && row.at < to && (outcome === undefined || row.outcome === outcome),
    );
    const groups = Map.groupBy(inside, (row) => `${row.step}|${bucketStart(row.at, step)}`);
    return Object.fromEntries([...groups].map(([key, group]) => [key, new Set(group.map(({ user }) => user)).size]));
  }

  /** The minutes in which the source was complete. */
  aliveMinutes(source: string, { from, to }: Interval, step: number): EpochMs[] {
    const minutes = new Set<EpochMs>();
    for (const { alive } of this.#batches) {
      for (const span of alive) {
        if (span.source !== source) continue;
        for (let at = span.from; at < span.to; at += step) if (at >= from && at < to) minutes.add(at);
      }
    }
    return [...minutes].sort((a, b) => a - b);
  }

  states(): Record<string, string> {
    return Object.fromEntries(this.#batches.flatMap(({ states }) => states.map(({ key, value }) => [key, value])));
  }

  rowsOfDays(): Record<string, { rows: number; counted: number }> {
    const days: Record<string, { rows: number; counted: number }> = {};
    for (const { counts, bins, gauges, people } of this.#batches) {
      for (const row of [...counts, ...bins, ...gauges, ...people]) {
        const { rows, counted } = days[dayName(row.at)] ?? { rows: 0, counted: 0 };
        const isCounted = 'series' in row && !('last' in row);
        days[dayName(row.at)] = { rows: rows + 1, counted: counted + (isCounted ? 1 : 0) };
      }
    }
    return days;
  }

  passes(lists: readonly (readonly string[])[], { from, to }: Interval): string[] {
    const rows = this.#batches.flatMap(({ people }) => people).filter(({ at }) => at >= from && at < to);
    const known = rows.filter((row) =>
      [row.process, row.step, row.outcome].every((word, n) => lists[n]!.includes(word)),
    );
    return [...new Set(known.map((row) => [row.process, row.user, row.at, row.step, row.outcome].join('|')))].sort();
  }

  hours({ from, to }: Interval): HourRollUp[] {
    const rows = [...this.#hours.values()].filter(({ at }) => at >= from && at < to);
    return rows.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.at - b.at));
  }

  /** `subject|currency|bucket` → hours, measured minutes and the sums. */
  hourSums(window: Interval, bucketOf: (at: EpochMs) => EpochMs): Record<string, number[]> {
    const sums: Record<string, number[]> = {};
    for (const row of this.hours(window)) {
      const key = `${row.subject}|${row.currency}|${bucketOf(row.at)}`;
      const minutes = row.measured.toString(2).replaceAll('0', '').length;
      const { good, valid, userUpSeconds, userDownSeconds, deliveredMinor, expectedMinor } = row;
      const added = [1, minutes, good, valid, userUpSeconds, userDownSeconds, deliveredMinor, expectedMinor];
      sums[key] = added.map((n, nth) => n + (sums[key]?.[nth] ?? 0));
    }
    return sums;
  }

  firsts(): Record<string, EpochMs | null> {
    return Object.fromEntries([...this.#firsts].map(([name, at]) => [name, at === Infinity ? null : at]));
  }
}

const nextMonth = (at: EpochMs): EpochMs => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1);

const idOf = (key: SeriesKey) => key.labels.id!;
