import type { EpochMs } from '../../maths/instants.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import type { TrailLine } from '../outages/trail.ts';

/** What was announced of a planned outage. */
export interface Announcement {
  /** Since when it has been on record as planned without a break. */
  at: EpochMs;
  /** The end that was on record last before it began; null where it was open or entered afterwards. */
  end: EpochMs | null;
}

/** Read from the lines of the trail about one outage, oldest first; null where it is not planned now. */
export function announcementOf(lines: readonly Pick<TrailLine, 'at' | 'content'>[]): Announcement | null {
  let announced: Announcement | null = null;
  for (const { at, content } of lines) {
    const outage = JSON.parse(content) as Outage;
    if (outage.kind !== 'planned' || outage.state === 'removed') {
      announced = null;
      continue;
    }
    const { from, to } = endsOf(outage);
    announced ??= { at, end: null };
    if (at <= from) announced = { ...announced, end: to };
  }
  return announced;
}
