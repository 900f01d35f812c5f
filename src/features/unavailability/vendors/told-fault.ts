import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, componentNamed } from '../../catalog/catalog.ts';
import { namesIn } from '../../catalog/dependency.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { Incident } from '../incident.ts';
import { matchesOf, type ToldMatch, toldWords } from './match-told.ts';

/** What of ours an incident is about, in time. */
export const oursOf = ({
  process,
  technical,
  onset,
  endedAt,
}: Pick<Incident, 'process' | 'technical' | 'onset' | 'endedAt'>) => ({
  subject:
    technical === undefined
      ? ({ kind: 'process', name: process } as const)
      : ({ kind: 'component', name: technical.component } as const),
  ...{ from: onset, to: endedAt === null ? null : Math.max(endedAt, onset + minute) },
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
  const matches = saysOf(incident, told, catalog, now);
  const root = incident.technical === undefined ? incident.root?.component : undefined;
  return matches.find(({ component }) => root === undefined || reaches(catalog, root, component)) ?? null;
}

/** The incidents that vendors tell of and that are behind one of ours, oldest first. */
export const saysOf = (incident: Incident, told: readonly KeptTold[], catalog: Catalog, now: EpochMs): ToldMatch[] =>
  incident.kind === 'blind' || told.length === 0
    ? []
    : matchesOf(
        catalog,
        told.filter(({ kind }) => kind === 'incident'),
        oursOf(incident),
        now,
      );

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

/** "PayFast: "Elevated errors" (major), investigating since 2026-11-20T10:02:00Z: "We look into it."", what messages tell. */
export function saysWords({ told, vendorName }: ToldMatch): string {
  return `${vendorName}: ${toldWords(told)}, ${told.status} since ${toRfc3339(told.from)}${lastWords(told)}`;
}

function lastWords({ updates }: KeptTold): string {
  const last = updates.findLast(({ words }) => words !== '');
  return last === undefined ? '' : `: "${last.words.slice(0, mostWords)}"`;
}
const mostWords = 300;

/** Why the ledger has it so, with their last words. */
export function toldFaultWords({ told, vendorName }: ToldMatch): string {
  return `${vendorName} says so by themselves, ${toldWords(told)}, ${told.status}${lastWords(told)}. The fault is taken for theirs until somebody says otherwise.`;
}
