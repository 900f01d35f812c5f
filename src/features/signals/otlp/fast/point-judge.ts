import type { BatchBuilder } from '../../batch-builder.ts';
import { timeProblem } from '../../event-rules.ts';
import type { Refusal } from '../../refusal.ts';
import { noRecordedValue } from '../metrics-data.ts';
import type { MetricsContext, MetricsDecision } from '../metrics-decision.ts';
import { mostAtOnce, type PointValues, pointProblem } from '../point-value.ts';
import { millisecondsOf } from '../wire.ts';
import { CumulativeJudge, tooLarge } from './cumulative-judge.ts';
import { KeptPoints } from './kept-points.ts';
import type { KnownBounds, KnownResource } from './known-values.ts';
import { type Labels, type PointColumns, rowOf } from './point-columns.ts';

const noPoint = { attributes: [], start: 0n };
const nothingRecorded = pointProblem({ ...noPoint, time: 1n, flags: noRecordedValue });
const noTime = pointProblem({ ...noPoint, time: 0n, flags: 0 });
const most = Number(mostAtOnce);

/** Judges the points of a request that stand in columns; says of each the same as ResourcePoints does. */
export class PointJudge {
  readonly #context: MetricsContext;
  readonly #kept: KeptPoints;
  readonly #cumulative: CumulativeJudge;

  constructor(context: MetricsContext, batch: BatchBuilder, decision: MetricsDecision) {
    this.#context = context;
    this.#kept = new KeptPoints(context, batch, decision);
    this.#cumulative = new CumulativeJudge(context, this.#kept);
  }

  /** Judges all rows, in their order. */
  all(columns: PointColumns): void {
    for (let row = 0; row < columns.size; row++) {
      const kind = columns.kinds[row]!;
      const beside = columns.beside[row]!;
      if (kind === rowOf.resource) this.#kept.begin(beside as KnownResource);
      else if (kind === rowOf.refused) this.#kept.refuse(beside as Refusal, columns.values[row]!);
      else if (this.#admits(columns, row)) this.#take(columns, row, kind);
    }
    this.#kept.finish();
  }

  /** Whether a point of this time may be kept; what is wrong with it is told. */
  #admits(columns: PointColumns, row: number): boolean {
    const point = columns.points[row]!;
    const timeLow = columns.word(row, 0);
    const timeHigh = columns.word(row, 1);
    const at = millisecondsOf(timeLow, timeHigh);
    let problem: Refusal | null = point.foreign;
    if (problem === null && (columns.word(row, 4) & noRecordedValue) !== 0) problem = nothingRecorded;
    if (problem === null && timeLow === 0 && timeHigh === 0) problem = noTime;
    if (problem === null) problem = timeProblem(at, this.#context.now, this.#context.retentionMs) ?? point.problem;
    if (problem !== null) return this.#kept.refuse(problem);
    this.#kept.measuredAt(timeLow, timeHigh, at);
    this.#cumulative.startLow = columns.word(row, 2);
    this.#cumulative.startHigh = columns.word(row, 3);
    return true;
  }

  #take(columns: PointColumns, row: number, kind: number): boolean {
    const point = columns.points[row]!;
    const value = columns.values[row]!;
    const beside = columns.beside[row]!;
    if (kind === rowOf.gauge) return this.#kept.gauge(point, value);
    if (kind === rowOf.sum)
      return value > most ? this.#kept.refuse(tooLarge) : this.#kept.count(point, this.#kept.minute, value);
    if (kind === rowOf.cumulativeSum) return this.#cumulative.sum(point, value);
    if (kind === rowOf.cumulative) return this.#cumulative.exact(point, beside as PointValues);
    if (kind === rowOf.wrong) return this.#kept.refuse(beside as Refusal);
    const { numbers } = columns;
    const from = columns.word(row, 5);
    const size = columns.word(row, 6);
    if (kind === rowOf.cumulativeBuckets)
      return this.#cumulative.buckets(point, beside as KnownBounds, numbers, from, size);
    const isBuckets = kind === rowOf.buckets;
    const held = isBuckets ? from : from + size;
    for (let i = held; i < held + size; i++) if (numbers[i]! > most) return this.#kept.refuse(tooLarge);
    const labels = isBuckets ? (beside as KnownBounds).labels : (beside as Labels);
    return this.#kept.bins(point, this.#kept.minute, labels, isBuckets ? null : numbers, from, numbers, held, size);
  }
}
