import type { SeriesKey } from '../../stores/measurements/measurements.ts';

/** The environment that counts; what is stored under another label is never part of a number. */
export const countedEnvironment = 'production';

/** The attribute of OTLP that names it. */
export const environmentLabel = 'deployment.environment.name';

/** Senders may not name metrics like this: these are the series of business events. */
export const reservedNames = ['business/', 'anonymous/'];

/** Labels that this feature writes itself; attributes that begin like this are left out. */
export const reservedLabel = 'waga.';

/** The series of the events of a step: its counts, and under the same name its money. */
export const businessName = (process: string, step: string): string => `business/${process}/${step}`;

/** Events of a step that named no user: while there are some, users cannot be counted, only events. */
export const anonymousName = (process: string, step: string): string => `anonymous/${process}/${step}`;

/** One text per series; keys with equal fields give the same text, whatever the order of their labels. */
export function identityOf(key: SeriesKey): string {
  const names = Object.keys(key.labels).sort();
  return JSON.stringify([
    key.source,
    key.name,
    key.kind,
    key.unit,
    ...names.flatMap((name) => [name, key.labels[name]]),
  ]);
}

/**
 * Under which name completeness is stored. Events, technical data as a whole, and each service of OTLP prove it apart, so
 * that a business sender that lives does not hide a silent service.
 */
export const aliveKey = {
  events: (source: string): string => source,
  technical: (source: string): string => `${source}/*`,
  service: (source: string, service: string): string => `${source}/=${service}`,
};
