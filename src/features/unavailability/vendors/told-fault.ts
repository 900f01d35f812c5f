import { type EpochMs, minute } from '../../../maths/instants.ts';
import { type Catalog, componentNamed } from '../../catalog/catalog.ts';
import { namesIn } from '../../catalog/dependency.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { Incident } from '../incident.ts';
import { matchesOf, type ToldMatch, toldWords } from './match-told.ts';

/** What of ours an incident is about, in time. */
export const oursOf = ({
  kind,
  process,
  technical,
  onset,
  endedAt,
}: Pick<Incident, 'kind' | 'process' | 'technical' | 'onset' | 'endedAt'>) => ({
  subject:
    technical === undefined
      ? ({ kind: 'process', name: process } as const)
      : ({ kind: 'component', name: technical.component } as const),
  ...{ from: onset, to: endedAt === null ? null : Math.max(endedAt, onset + minute), kind },
});

/**
 * By what a vendor says the fault of an incident is taken for theirs, until somebody says otherwise: an incident of theirs that matches.
 * Where a component of our own is the probable root, what they tell is shown and changes nothing, unless that stands on what they tell of.
 */
export function toldFault(
  incident: Incident,
  told: readonly KeptTold[],
  catalog: Catalog,
  now: EpochMs,
): ToldMatch | null {
  if (incident.kind === 'blind' || told.length === 0) return null;
  const matches = matchesOf(
    catalog,
    told.filter(({ kind }) => kind === 'incident'),
    oursOf(incident),
    now,
  );
  const root = incident.technical === undefined ? incident.root?.component : undefined;
  return matches.find(({ component }) => root === undefined || reaches(catalog, root, component)) ?? null;
}

/** Whether a component is another, or stands on it, directly or not. */
function reaches(catalog: Catalog, from: string, to: string): boolean {
  const reached = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === to) return true;
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...namesIn(componentNamed(catalog, name)?.spec.dependsOn ?? []));
  }
  return false;
}

/** Why the ledger has it so, with their last words. */
export function toldFaultWords({ told, vendorName }: ToldMatch): string {
  const last = told.updates.findLast(({ words }) => words !== '');
  const words = last === undefined ? '' : `: "${last.words.slice(0, 300)}"`;
  return `${vendorName} says so by themselves, ${toldWords(told)}, ${told.status}${words}. The fault is taken for theirs until somebody says otherwise.`;
}
