import type { Interval } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { exactValues } from './label-filter.ts';
import type { MeasureSpec } from './measure.ts';
import { allOf, anyOf, flagsOf, minutesIn, type Span, spansOf } from './measured-spans.ts';
import { aliveKey } from './series-names.ts';
import { sourceNamed, sourcesOfProcess } from './source.ts';

/**
 * When something is measured: in minutes that every one of `every` has proven, or that any one of `any` has. The names are
 * those under which completeness is stored.
 */
export interface Proofs {
  every: string[];
  any: string[];
}

/** Live sources prove a minute together; an import proves what it brought by itself. */
export function proofsOfProcess(c: Catalog, process: string): Proofs {
  const sources = sourcesOfProcess(c, process).map((name) => ({
    name,
    import: sourceNamed(c, name)?.type === 'import',
  }));
  const keys = (imported: boolean): string[] =>
    sources.filter((source) => source.import === imported).map(({ name }) => aliveKey.events(name));
  const every = keys(false);
  return { every, any: keys(true) };
}

/** Who sends technical data, by label: services of OTLP, jobs of Prometheus. */
const originLabels = ['service.name', 'job'] as const;

/** The services or jobs that series name; the one without a name where none does. */
export function originsOf(series: readonly { labels: Readonly<Record<string, string>> }[]): string[] {
  const named = series.flatMap(({ labels }) => labels[originLabels[0]] ?? labels[originLabels[1]] ?? []);
  return named.length === 0 ? [''] : [...new Set(named)];
}

/** The services or jobs that a measure names itself, where it names them all. */
export function namedOrigins({ where }: Pick<MeasureSpec, 'where'>): string[] | null {
  return exactValues(where, originLabels[0]) ?? exactValues(where, originLabels[1]);
}

/**
 * Each service that a measure reads proves itself; a declaration or import of technical data proves the whole source.
 * `services`: names of the services that its series bear, asked where the measure does not name them all.
 */
export function proofsOfMeasure(spec: MeasureSpec, services: readonly string[]): Proofs {
  const { source } = spec;
  const named = namedOrigins(spec) ?? services;
  return { every: named.map((service) => aliveKey.service(source, service)), any: [aliveKey.technical(source)] };
}

/** The minutes of the window that are measured. */
export function measuredSpans(
  proofs: Proofs,
  alive: readonly ({ source: string } & Interval)[],
  window: Interval,
): Span[] {
  const aliveOf = Map.groupBy(alive, ({ source }) => source);
  const spans = (key: string): Span[] => spansOf(aliveOf.get(key) ?? [], window);
  return anyOf([allOf(proofs.every.map(spans)), ...proofs.any.map(spans)]);
}

/** One flag per minute of the window: 1 where it is measured. */
export const measuredMinutes = (
  proofs: Proofs,
  alive: readonly ({ source: string } & Interval)[],
  window: Interval,
): Uint8Array => flagsOf(measuredSpans(proofs, alive, window), minutesIn(window));
