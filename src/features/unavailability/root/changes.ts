import { hour, minute } from '../../../maths/instants.ts';
import type { NodeChange, RootQuestion } from './question.ts';

/** What a change just before is worth: the score of its node is multiplied by it. Nothing earlier than two hours counts. */
const worth = [
  { withinMs: 30 * minute, factor: 3 },
  { withinMs: 2 * hour, factor: 2 },
];

/** By node the latest change before the end of the interval, with its factor. */
export function changesBefore({
  changes = [],
  interval,
}: RootQuestion): Map<string, { change: NodeChange; factor: number }> {
  const found = new Map<string, { change: NodeChange; factor: number }>();
  for (const change of changes) {
    const factor =
      change.at > interval.to ? undefined : worth.find(({ withinMs }) => interval.from - change.at <= withinMs)?.factor;
    const known = found.get(change.node);
    if (factor === undefined || (known && later(known.change, change))) continue;
    found.set(change.node, { change, factor });
  }
  return found;
}

const later = (a: NodeChange, b: NodeChange): boolean => a.at > b.at || (a.at === b.at && a.what <= b.what);
