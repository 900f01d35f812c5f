import type { Document } from '../document.ts';
import { namesOf } from '../references.ts';

/** What of Waga a service or an objective of OpenSLO speaks of. */
export type SloSubject = { component: string } | { process: string };

/**
 * What the name of an OpenSLO service stands for: the component that bears it, else the process; null where neither does. An
 * objective names its service, which need not be declared for it.
 */
export function subjectOfService(all: readonly Document[], service: string): SloSubject | null {
  if (namesOf(all, 'Component').has(service)) return { component: service };
  return namesOf(all, 'Process').has(service) ? { process: service } : null;
}
