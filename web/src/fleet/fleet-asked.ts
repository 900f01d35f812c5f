import { type FleetRow, fleetSorts } from '../../../src/features/agreements/fleet-contract.ts';
import { day } from '../../../src/maths/instants.ts';
import type { FleetAsked, FleetWindow } from '../api/fleet.ts';

export const fleetWindows = [
  { id: '24h', name: '24 h', length: day },
  { id: '7d', name: '7 d', length: 7 * day },
  { id: '30d', name: '30 d', length: 30 * day },
  { id: 'quarter', name: 'Quarter', length: 91 * day },
  { id: 'year', name: 'Year', length: 365 * day },
] as const;
export type FleetWindowId = (typeof fleetWindows)[number]['id'] | 'custom';

export const kindChoices = [
  { id: '', name: 'All' },
  { id: 'process', name: 'Processes' },
  { id: 'component', name: 'Components' },
] as const;

export const sortWords: Record<(typeof fleetSorts)[number], string> = {
  worst: 'Worst',
  unmeasured: 'Least measured',
  name: 'By name',
};

/** The window that the address names; what it does not know is 30 days. */
export function windowIdIn(search: URLSearchParams): FleetWindowId {
  const id = search.get('window');
  return id === 'custom' ? 'custom' : (fleetWindows.find((one) => one.id === id)?.id ?? '30d');
}

/** What the address asks for; what it does not know is left out. Null: an own window that is not (yet) a right one. */
export function askedIn(search: URLSearchParams): FleetAsked | null {
  const window = windowIn(search);
  if (window === null) return null;
  const kinds: readonly FleetRow['subject']['kind'][] = ['process', 'component'];
  const kind = kinds.find((one) => one === search.get('kind'));
  const sort = fleetSorts.find((one) => one === search.get('sort')) ?? 'worst';
  return { window, kind, sort, q: search.get('q')?.slice(0, 100) || undefined };
}

function windowIn(search: URLSearchParams): FleetWindow | null {
  const id = windowIdIn(search);
  if (id !== 'custom') return { length: fleetWindows.find((one) => one.id === id)!.length };
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  return Date.parse(from) < Date.parse(to) ? { from, to } : null;
}
