import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { measuredMinutes, proofsOfProcess } from '../measured.ts';
import { businessName, countedEnvironment } from '../series-names.ts';
import { wholeMinutes } from './minutes-of.ts';

/** What was tried at the step that counts as the business result, minute by minute; environment production. */
export interface AttemptMinutes {
  process: string;
  from: EpochMs;
  /** 1 where the minute was measured; the other columns are 0 elsewhere. */
  measured: Uint8Array;
  ok: Float64Array;
  failed: Float64Array;
  /** Minor units of the process' own currency that came with outcome ok. */
  money: Float64Array;
  /**
   * The first minute with an attempt that failed, at that step and at any; null when none ever was: nobody can then tell a sender
   * that reports no failures from one that had none.
   */
  failedFrom: EpochMs | null;
  anyFailedFrom: EpochMs | null;
}

/** Attempts of many processes at once, in the order asked; unknown names are left out. Three questions to the store. */
export async function attemptMinutes(
  { measurements, catalog }: { measurements: Measurements; catalog: Catalog },
  names: readonly string[],
  given: Interval,
): Promise<AttemptMinutes[]> {
  const window = wholeMinutes(given);
  const known = names.flatMap((name) => processNamed(catalog, name) ?? []);
  const proofs = known.map(({ metadata }) => proofsOfProcess(catalog, metadata.name));
  const sources = [...new Set(proofs.flatMap(({ every, any }) => [...every, ...any]))];
  const seriesNames = known.flatMap(({ metadata, spec }) =>
    spec.steps.map((step) => businessName(metadata.name, step)),
  );
  const [alive, series] = await Promise.all([
    measurements.ask({ ask: 'alive', sources, ...window }),
    measurements.ask({ ask: 'series', names: seriesNames }),
  ]);
  const aliveOf = Map.groupBy(alive, ({ source }) => source);
  const seriesOf = Map.groupBy(series.filter(counted), ({ name }) => name);
  const target = new Map<number, { minutes: AttemptMinutes; column: Float64Array }>();
  const answers = known.map(({ metadata: { name }, spec }, nth): AttemptMinutes => {
    const { every, any } = proofs[nth]!;
    const proven = [...every, ...any].flatMap((source) => aliveOf.get(source) ?? []);
    const measured = measuredMinutes(proofs[nth]!, proven, window);
    const column = () => new Float64Array(measured.length);
    const own = seriesOf.get(businessName(name, spec.kpi)) ?? [];
    const all = spec.steps.flatMap((step) => seriesOf.get(businessName(name, step)) ?? []);
    const minutes = { process: name, from: window.from, measured, ok: column(), failed: column(), money: column() };
    const answer = { ...minutes, failedFrom: firstFailed(own), anyFailedFrom: firstFailed(all) };
    for (const { id, kind, labels } of own) {
      if (kind === 'counts' && labels.outcome === 'ok') target.set(id, { minutes: answer, column: answer.ok });
      if (kind === 'counts' && labels.outcome === 'failed') target.set(id, { minutes: answer, column: answer.failed });
      const isOwnMoney = kind === 'money' && labels.currency === spec.value?.currency;
      if (isOwnMoney && labels.outcome === 'ok') target.set(id, { minutes: answer, column: answer.money });
    }
    return answer;
  });
  if (target.size === 0 || window.to <= window.from) return answers;
  const rows = await measurements.ask({ ask: 'counts', series: [...target.keys()], step: minute, ...window });
  for (let row = 0; row < rows.at.length; row++) {
    const { minutes, column } = target.get(rows.series[row]!)!;
    const index = (rows.at[row]! - window.from) / minute;
    if (minutes.measured[index] === 1) column[index]! += rows.n[row]!;
  }
  return answers;
}

const counted = ({ labels }: SeriesRow): boolean => labels.environment === countedEnvironment;

function firstFailed(series: readonly SeriesRow[]): EpochMs | null {
  const failed = series.filter(({ kind, labels }) => kind === 'counts' && labels.outcome === 'failed');
  return failed.length === 0 ? null : Math.min(...failed.map(({ firstAt }) => firstAt));
}
