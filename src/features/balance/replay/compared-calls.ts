import { minute } from '../../../maths/instants.ts';
import type { ReplayAnswer, ReplayCall } from '../replay-contract.ts';

/** Calls on one thing that are this far apart are the same call at another time. */
const sameWithinMinutes = 60;

/**
 * What has become of each call: gone, added, or moved to another time, way or class; those that are alike in all of these are none of
 * them. Two calls are the same where they are about the same thing and the nearest to each other within an hour, or of one incident.
 */
export function comparedCalls(
  before: readonly ReplayCall[],
  after: readonly ReplayCall[],
): Pick<ReplayAnswer, 'gone' | 'added' | 'moved'> {
  const left = Map.groupBy(after, subjectOf);
  const gone: ReplayCall[] = [];
  const moved: ReplayAnswer['moved'] = [];
  const unmatched: ReplayCall[] = [];
  for (const one of before) {
    const same = take(left, one, (other) => other.at === one.at && other.way === one.way && other.name === one.name);
    if (!same) unmatched.push(one);
  }
  for (const one of unmatched) {
    const other =
      take(left, one, (some) => some.incident === one.incident) ?? take(left, one, (some) => isNear(one, some));
    if (other) moved.push({ before: one, after: other });
    else gone.push(one);
  }
  const added = [...left.values()].flat().sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { gone, added, moved };
}

const subjectOf = ({ process, component, name }: ReplayCall): string =>
  component !== null ? `component ${component}` : `${name === 'blind' ? 'blind' : 'loss'} ${process}`;

const apart = (a: ReplayCall, b: ReplayCall): number => Math.abs(Date.parse(a.at) - Date.parse(b.at));
const isNear = (a: ReplayCall, b: ReplayCall): boolean => apart(a, b) <= sameWithinMinutes * minute;

/** The nearest call on the same thing that fits, which is then no longer there for others. */
function take(
  left: Map<string, ReplayCall[]>,
  one: ReplayCall,
  fits: (other: ReplayCall) => boolean,
): ReplayCall | undefined {
  const some = left.get(subjectOf(one)) ?? [];
  const [nearest] = some.filter(fits).sort((a, b) => apart(one, a) - apart(one, b));
  if (nearest) some.splice(some.indexOf(nearest), 1);
  return nearest;
}
