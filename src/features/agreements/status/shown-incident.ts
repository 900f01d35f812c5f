import type { EpochMs } from '../../../maths/instants.ts';
import { endsOf } from '../../outages/outage.ts';
import type { PostStatus } from '../status-contract.ts';
import { gradeOf, impactOfGrade } from './grade.ts';
import { isOne, type PublicOutage, publicId } from './public-outage.ts';
import type { StatusIncident } from './status-model.ts';

/** An outage as an incident or as maintenance of the page; null where nobody wrote of it and it is no maintenance to come or under way. */
export function incidentOf(one: PublicOutage, timeZone: string, now: EpochMs): StatusIncident | null {
  const { outage, posts, processes } = one;
  const { from, to } = endsOf(outage);
  const isPlanned = outage.kind === 'planned';
  const status = isPlanned ? maintenanceStatus(one, now) : posts.at(-1)?.status;
  if (status === undefined || (posts.length === 0 && status === 'completed')) return null;
  const title = posts.findLast((post) => post.title !== null)?.title ?? null;
  const lastAt = posts.at(-1)?.at ?? from;
  const isOver = one.ended || status === 'completed';
  return {
    id: publicId(`outage ${outage.id}`),
    title,
    kind: isPlanned ? 'maintenance' : 'incident',
    status,
    impact: isPlanned ? 'maintenance' : isOne(outage) ? impactOfGrade[gradeOf(outage.share)] : 'none',
    ...{ from, to },
    createdAt: posts[0]?.at ?? from,
    updatedAt: lastAt,
    resolvedAt: isOver ? (one.ended ? lastAt : to) : null,
    active: !isOver && isOne(outage),
    components: processes.map((name) => publicId(`process ${name}`)),
    timeZone,
    posts: posts.map(({ id, at, status: told, body }) => ({ id, at, status: told, body })).reverse(),
  };
}

/** Maintenance begins and ends by the clock, also when nobody writes that it did; it ends early where that was written. */
function maintenanceStatus({ outage, ended }: PublicOutage, now: EpochMs): PostStatus {
  const { from, to } = endsOf(outage);
  if (ended || (to !== null && to <= now)) return 'completed';
  return from <= now ? 'in_progress' : 'scheduled';
}
