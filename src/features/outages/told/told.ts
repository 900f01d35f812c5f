import type { EpochMs } from '../../../maths/instants.ts';

/** Where a vendor tells: on their status page, or in a calendar of planned work. */
export const toldPlaces = ['status-page', 'calendar'] as const;
export type ToldPlace = (typeof toldPlaces)[number];

/** An incident or a planned window as a vendor tells of it, in their own words. */
export interface Told {
  /** Theirs: the same again in the next reading. */
  id: string;
  kind: 'incident' | 'maintenance';
  title: string;
  /** investigating, identified, monitoring, resolved; scheduled, in progress, completed; planned, of a calendar. */
  status: string;
  /** none, minor, major, critical; null where they grade nothing. */
  impact: string | null;
  /** Of planned work as it was announced; whole seconds. */
  from: EpochMs;
  /** Null while it lasts. */
  to: EpochMs | null;
  url: string | null;
  /** As they call what it is about; none where they name none. */
  components: readonly { id: string | null; name: string }[];
  /** Oldest first. */
  updates: readonly { at: EpochMs | null; status: string; words: string }[];
  /** Of planned work: since when these times are announced; else null. */
  announcedAt: EpochMs | null;
  /** Of planned work: when they said that it was over; null while they did not. */
  endedAt: EpochMs | null;
}

/** As it is kept: whose it is, where it was read. */
export interface KeptTold extends Told {
  vendor: string;
  what: ToldPlace;
}

/** How reading one place of a vendor goes. */
export interface KeptReading {
  vendor: string;
  what: ToldPlace;
  url: string;
  /** By file the ETag of its last good copy. */
  marks: Readonly<Record<string, string>>;
  says: string | null;
  readAt: EpochMs | null;
  failingSince: EpochMs | null;
  reason: string | null;
}

/** By how much planned work went on beyond its announced end by their own word, in milliseconds; 0 where it did not. */
export function toldOverrun({ kind, status, to, endedAt }: Told, now: EpochMs): number {
  if (kind !== 'maintenance' || to === null) return 0;
  const end = endedAt ?? (isUnderWay(status) ? now : to);
  return Math.max(0, end - to);
}

const isUnderWay = (status: string): boolean => status === 'in progress' || status === 'verifying';

/** Whether it has an end that lies behind `now`. */
export const isOver = ({ to }: Told, now: EpochMs): boolean => to !== null && to <= now;

const longestWords = 1_000;

/** What a stranger wrote, at most so long. */
export const cut = (text: string, most = longestWords): string => {
  const plain = text.trim();
  return (plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`).toWellFormed();
};
