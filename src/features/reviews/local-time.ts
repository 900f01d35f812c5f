import { type EpochMs, minute } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';

/** `2026-11-16 09:00` on the wall clock of a zone. */
export function localText(at: EpochMs | string, zone: string): string {
  const instant = typeof at === 'string' ? Date.parse(at) : at;
  return new Date(zoneOf(zone).localMinute(instant) * minute).toISOString().slice(0, 16).replace('T', ' ');
}
