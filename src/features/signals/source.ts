import { z } from 'zod';
import { hour, minute } from '../../maths/instants.ts';
import { type Catalog, type Document, documentNamed, documentsOf } from '../catalog/catalog.ts';
import { parseDuration } from '../catalog/duration.ts';
import { DurationText, Reference } from '../catalog/fields.ts';
import { as } from '../catalog/finding.ts';
import { fits } from './label-filter.ts';
import { measuresOf } from './measure.ts';
import { pullFields, pullProblems } from './pull/pull-spec.ts';

/** The source that a request without `Waga-Source` speaks for. It needs no document. */
export const defaultSource = 'default';

const standardAttributes = ['service.name', 'service.namespace', 'deployment.environment.name'];

/** Where data come from, what they may say, and how their sender proves that it is alive. */
export const SourceSpec = z
  .strictObject({
    type: z.enum(['events', 'otlp', 'remote-write', 'import', 'prometheus', 'alertmanager']),
    /** The processes whose events it sends; a process is measured once all its live sources are complete. */
    processes: z.array(Reference).max(1_000).default([]),
    components: z.array(Reference).max(1_000).default([]),
    /** declared: only `Waga-Complete-Until` proves it alive. observed: arrivals less than `silentAfter` apart do. */
    complete: z.enum(['declared', 'observed']).default('observed'),
    silentAfter: DurationText.default('3m'),
    /** An alert of another tool that is told of no more for so long is taken for over: two `repeat_interval` of an Alertmanager and an hour. */
    alertSilentAfter: DurationText.default('9h'),
    /** New series, and new alerts of other tools, beyond this number are refused; known ones go on. */
    seriesLimit: z.number().int().min(1).max(1_000_000).default(5_000),
    /** Resource attributes of OTLP that become labels. */
    resourceAttributes: z.array(z.string().min(1).max(128)).max(32).default(standardAttributes),
    /** Labels of Prometheus that say which copy of a program it was: series are added up over them. */
    dropLabels: z.array(z.string().min(1).max(255)).max(32).default(['instance', 'pod']),
    /** Metrics of Prometheus that are kept, a trailing `*` stands for any ending; all when empty. */
    metrics: z.array(z.string().min(1).max(255)).max(1_000).default([]),
    ...pullFields,
  })
  .superRefine((spec, context) => {
    if (spec.type === 'events' && spec.processes.length === 0) {
      const message = 'expected the processes whose events this source sends';
      context.addIssue({ code: 'custom', path: ['processes'], message, ...as('missing_field') });
    }
    if (spec.type === 'alertmanager' && spec.processes.length > 0) {
      const message = 'expected no processes: alerts say nothing of whether a process is measured';
      context.addIssue({ code: 'custom', path: ['processes'], message, ...as('bad_value') });
    }
    pullProblems(spec, (path, message, code) => context.addIssue({ code: 'custom', path, message, ...as(code) }));
  });
export type SourceSpec = z.infer<typeof SourceSpec>;

/** A source as the intake uses it: durations in milliseconds, `processes` null where it may write any. */
export interface Source {
  name: string;
  type: SourceSpec['type'];
  processes: ReadonlySet<string> | null;
  complete: SourceSpec['complete'];
  silentAfterMs: number;
  seriesLimit: number;
  resourceAttributes: readonly string[];
  dropLabels: readonly string[];
  /** Whether a metric of Prometheus is kept. */
  keepsMetric(name: string): boolean;
}

export const sourcesOf = (c: Catalog): Document<SourceSpec>[] => documentsOf(c.documents, 'Source');

/** The source of this name, or undefined where no document declares it; `default` always exists. */
export function sourceNamed(c: Catalog, name: string): Source | undefined {
  const declared = documentNamed<SourceSpec>(c.documents, 'Source', name);
  if (declared === undefined && name !== defaultSource) return undefined;
  const spec = declared?.spec ?? SourceSpec.parse({ type: 'otlp' });
  return {
    name,
    type: spec.type,
    processes: spec.processes.length === 0 ? null : new Set(spec.processes),
    complete: spec.complete,
    // an Alertmanager that has nothing new to tell is quiet for hours
    silentAfterMs:
      (spec.type === 'alertmanager' ? alertSilentAfterMs(c, name) : parseDuration(spec.silentAfter)) ?? 180_000,
    seriesLimit: spec.seriesLimit,
    resourceAttributes: spec.resourceAttributes,
    dropLabels: spec.dropLabels,
    keepsMetric: (metric) => spec.metrics.length === 0 || spec.metrics.some((pattern) => fits(pattern, metric)),
  };
}

/** After how long an alert of another tool, of which this source tells no more, is taken for over, in milliseconds. */
export function alertSilentAfterMs(c: Catalog, name: string): number {
  const declared = documentNamed<SourceSpec>(c.documents, 'Source', name);
  return parseDuration(declared?.spec.alertSilentAfter ?? '9h') ?? 9 * hour;
}

/** Every source there is, the default one last unless it is declared. */
export function allSources(c: Catalog): Source[] {
  const names = sourcesOf(c).map(({ metadata }) => metadata.name);
  if (!names.includes(defaultSource)) names.push(defaultSource);
  return names.map((name) => sourceNamed(c, name)).filter((source) => source !== undefined);
}

/** The sources bound to a process, in catalogue order; `default` where none is. */
export function sourcesOfProcess(c: Catalog, process: string): string[] {
  const bound = sourcesOf(c).filter(({ spec }) => spec.processes.includes(process));
  return bound.length === 0 ? [defaultSource] : bound.map(({ metadata }) => metadata.name);
}

/** The sources that speak of a component: those of its measures and those that name it, without repeats. */
export function sourcesOfComponent(c: Catalog, component: string): string[] {
  const measured = measuresOf(c).filter(({ spec }) => spec.component === component);
  const naming = sourcesOf(c).filter(({ spec }) => spec.components.includes(component));
  return [...new Set([...measured.map(({ spec }) => spec.source), ...naming.map(({ metadata }) => metadata.name)])];
}

/**
 * How far the last whole complete minute may lie back before a source counts as silent: its `silentAfter`, but never less
 * than two minutes, because a minute is whole only when it has ended, so that a healthy source already lags by one.
 */
export function lagAllowed(silentAfterMs: number): number {
  return Math.max(silentAfterMs, 2 * minute);
}
