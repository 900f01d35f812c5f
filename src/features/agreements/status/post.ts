import type { EpochMs } from '../../../maths/instants.ts';
import type { Outage } from '../../outages/outage.ts';
import { PostStatus, type PublicText } from '../status-contract.ts';

/** What customers were told of an outage at one time. */
export interface StatusPost {
  id: string;
  outage: string;
  at: EpochMs;
  by: { id: string; name: string };
  status: PostStatus;
  title: PublicText | null;
  body: PublicText;
}

const ofMaintenance: readonly PostStatus[] = ['scheduled', 'in_progress', 'completed'];

/** The statuses that a post about an outage of this kind may bear. */
export const statusesOf = ({ kind }: Pick<Outage, 'kind'>): PostStatus[] =>
  PostStatus.options.filter((status) => ofMaintenance.includes(status) === (kind === 'planned'));

/** Whether customers were told that it is over. */
export const isEnd = (status: PostStatus): boolean => status === 'resolved' || status === 'completed';
