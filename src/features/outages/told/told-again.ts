import { day, type EpochMs } from '../../../maths/instants.ts';
import { canonicalJson } from '../../catalog/difference.ts';
import { isOver, type Told } from './told.ts';

/** So long what they told is kept. */
const keptMs = 400 * day;

/** What is to be written so that the records say what they tell now. */
export interface ToldChanges {
  put: Told[];
  /** Ids. */
  drop: string[];
  /** Whether a window of planned work came, moved, changed or went. */
  windows: boolean;
}

/**
 * What is kept of one place after another good reading of it. Planned work that has begun stays as it was announced, whatever they say of
 * its times later; what moved before is announced anew. What they no longer tell is kept where it is over, else it ends: planned
 * work that has not begun is called off, and an incident is over.
 */
export function toldAgain(before: readonly Told[], told: readonly Told[], now: EpochMs): ToldChanges {
  const known = new Map(before.map((one) => [one.id, one]));
  const after = told.map((one) => followed(one, known.get(one.id), now));
  const ids = new Set(told.map(({ id }) => id));
  const gone = before.filter(({ id }) => !ids.has(id));
  const ended = gone
    .filter((one) => one.kind === 'incident' && one.to === null)
    .map((one): Told => ({ ...one, to: Math.max(one.from, now), status: 'no longer told' }));
  const off = gone.filter((one) => one.kind === 'maintenance' && one.from > now);
  const old = before.filter((one) => isOver(one, now - keptMs) && !ids.has(one.id));
  const put = [...after, ...ended].filter((one) => canonicalJson(one) !== canonicalJson(known.get(one.id) ?? null));
  const drop = [...new Set([...off, ...old].map(({ id }) => id))];
  const windows = drop.length > 0 || put.some((one) => isMoved(one, known.get(one.id)));
  return { put, drop, windows };
}

function followed(one: Told, before: Told | undefined, now: EpochMs): Told {
  if (one.kind !== 'maintenance') return one;
  if (before?.kind !== 'maintenance') {
    // announced before it was read, where they say so
    return { ...one, announcedAt: Math.min(one.announcedAt ?? now, now) };
  }
  if (before.from <= now) return { ...one, from: before.from, to: before.to, announcedAt: before.announcedAt };
  const isSame = before.from === one.from && before.to === one.to;
  return { ...one, announcedAt: isSame ? before.announcedAt : now };
}

function isMoved(one: Told, before: Told | undefined): boolean {
  if (one.kind !== 'maintenance') return false;
  const shown = ({ title, from, to, components, announcedAt }: Told) => [title, from, to, components, announcedAt];
  return before === undefined || canonicalJson(shown(one)) !== canonicalJson(shown(before));
}
