import type { z } from 'zod';
import { WhatIfChange, type WhatIfKind } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import { bucketStart, type EpochMs, minute, toRfc3339 } from '../../../src/maths/instants.ts';

export type Kind = z.infer<typeof WhatIfKind>;
const mostChanges = 20;

/** What the address asks of the map; what it does not know is left out. */
export interface MapAsked {
  /** The id of the node picked. */
  pick: string | null;
  /** A whole minute; null is now. */
  at: EpochMs | null;
  /** What if all of this held; each component once. */
  changes: WhatIfChange[];
  /** As it was asked for; left out, the page decides by its width. */
  as: 'map' | 'table' | null;
  text: string;
}

export function mapAskedIn(search: URLSearchParams): MapAsked {
  const at = Date.parse(search.get('at') ?? '');
  const as = search.get('as');
  const seen = new Set<string>();
  const changes = (search.get('what') ?? '').split(',').flatMap((part) => {
    const cut = part.lastIndexOf(':');
    const parsed = WhatIfChange.safeParse({ component: part.slice(0, cut), change: part.slice(cut + 1) }).data;
    if (parsed === undefined || seen.has(parsed.component)) return [];
    seen.add(parsed.component);
    return [parsed];
  });
  return {
    pick: search.get('pick'),
    at: Number.isNaN(at) ? null : bucketStart(at, minute),
    changes: changes.slice(0, mostChanges),
    as: as === 'map' || as === 'table' ? as : null,
    text: search.get('text') ?? '',
  };
}

export const changesText = (changes: readonly WhatIfChange[]): string =>
  changes.map(({ component, change }) => `${component}:${change}`).join(',');

/** The changes with one more, one changed, or (null) one less. */
export function changed(changes: readonly WhatIfChange[], component: string, kind: Kind | null): WhatIfChange[] {
  const others = changes.filter((one) => one.component !== component);
  return kind === null ? others : [...others, { component, change: kind }].slice(-mostChanges);
}

/** A step in time as the address has it; from the present minute on it is now, which the address leaves out. */
export function stepText(from: EpochMs | null, byMs: number, now: EpochMs): string {
  const next = bucketStart((from ?? now) + byMs, minute);
  return next >= bucketStart(now, minute) ? '' : toRfc3339(next);
}
