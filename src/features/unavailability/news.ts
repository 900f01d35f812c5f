import { type EpochMs, minute } from '../../maths/instants.ts';
import type { ImpactClass } from '../impact/contract.ts';
import type { IncidentState } from './incident.ts';

/** What a message would say, as far as it is worth telling anew. */
export interface Content {
  class: ImpactClass | null;
  state: IncidentState;
  /** The probable root. */
  root: string | null;
  /** Impact share; null where it is not known. */
  share: number | null;
  /** What a vendor tells of it last; absent where none does. */
  told?: string;
}

/** What was said last, and when; `over`: that it is over. */
export interface LastSaid extends Content {
  at: EpochMs;
  acknowledgedBy: string | null;
  over?: true;
}

/** Changes of state and share are told so seldom at most: they flicker, and somebody has been called. */
const quietMinutes = 10;
/** So much more must be missing than was told. That it goes better is told by state and by the end. */
const shareMore = 0.15;

/** Whether a change is worth a message: who has it, a higher class or another root and what a vendor tells of it at once, the rest after some minutes. */
export function isNews(said: LastSaid, content: Content, acknowledgedBy: string | null, now: EpochMs): boolean {
  if (content.class !== said.class || acknowledgedBy !== said.acknowledgedBy) return true;
  if (content.root !== null && content.root !== said.root) return true;
  if (content.told !== undefined && content.told !== said.told) return true;
  if (now - said.at < quietMinutes * minute) return false;
  if (content.state !== said.state) return true;
  return content.share !== null && said.share !== null && content.share - said.share >= shareMore;
}
