import type { Interval } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { type Catalog, processesOf } from '../../catalog/catalog.ts';
import { storedNames } from '../bucket-series.ts';
import { measuresOf } from '../measure.ts';
import {
  measuredMinutes,
  namedOrigins,
  originsOf,
  type Proofs,
  proofsOfMeasure,
  proofsOfProcess,
} from '../measured.ts';
import { wholeMinutes } from './minutes-of.ts';

/**
 * The processes and the measures of which some minute of the window was measured, by name. Two questions
 * whatever their number.
 */
export async function measuredIn(
  { measurements, catalog }: { measurements: Measurements; catalog: Catalog },
  given: Interval,
): Promise<{ processes: Set<string>; measures: Set<string> }> {
  const window = wholeMinutes(given);
  const open = measuresOf(catalog).filter(({ spec }) => namedOrigins(spec) === null);
  const names = [...new Set(open.flatMap(({ spec }) => storedNames(spec.type, spec.metric)))];
  const series = names.length === 0 ? [] : await measurements.ask({ ask: 'series', names });
  const seriesOf = Map.groupBy(series, ({ source, name }) => `${source} ${name}`);
  const processes = processesOf(catalog).map(
    ({ metadata }) => [metadata.name, proofsOfProcess(catalog, metadata.name)] as const,
  );
  const measures = measuresOf(catalog).map(({ metadata, spec }) => {
    const own = storedNames(spec.type, spec.metric).flatMap((name) => seriesOf.get(`${spec.source} ${name}`) ?? []);
    return [metadata.name, proofsOfMeasure(spec, originsOf(own))] as const;
  });
  const keys = new Set([...processes, ...measures].flatMap(([, { every, any }]) => [...every, ...any]));
  const alive = await measurements.ask({ ask: 'alive', sources: [...keys], ...window });
  const aliveOf = Map.groupBy(alive, ({ source }) => source);
  const isMeasured = ([, proofs]: readonly [string, Proofs]): boolean => {
    const proven = [...proofs.every, ...proofs.any].flatMap((key) => aliveOf.get(key) ?? []);
    return measuredMinutes(proofs, proven, window).includes(1);
  };
  const namesOf = (all: readonly (readonly [string, Proofs])[]): Set<string> =>
    new Set(all.filter(isMeasured).map(([name]) => name));
  return { processes: namesOf(processes), measures: namesOf(measures) };
}
