import { knotsOf } from '../../catalog/knots.ts';

/**
 * How deep each thing lies: 0 where nothing stands on it, else one more than the deepest of what stands on it, members of one
 * knot side by side. Without recursion; time is linear in names and edges. Edges to names that are no key are left out.
 */
export function layersOf(next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const knotOf = new Map<string, ReadonlySet<string>>();
  for (const knot of knotsOf(next)) for (const name of knot) knotOf.set(name, knot);
  const unitOf = (name: string): unknown => knotOf.get(name) ?? name;
  const membersOf = (unit: unknown): Iterable<string> => (typeof unit === 'string' ? [unit] : (unit as Set<string>));

  const below = new Map<unknown, Set<unknown>>();
  const waitsFor = new Map<unknown, number>();
  for (const name of next.keys()) {
    const unit = unitOf(name);
    if (!below.has(unit)) below.set(unit, new Set());
    if (!waitsFor.has(unit)) waitsFor.set(unit, 0);
  }
  for (const [name, targets] of next) {
    const from = below.get(unitOf(name))!;
    for (const target of targets) {
      const to = unitOf(target);
      if (!next.has(target) || to === unitOf(name) || from.has(to)) continue;
      from.add(to);
      waitsFor.set(to, waitsFor.get(to)! + 1);
    }
  }
  const layer = new Map<unknown, number>([...below.keys()].map((unit) => [unit, 0]));
  const ready = [...below.keys()].filter((unit) => waitsFor.get(unit) === 0);
  // the list grows while it is walked: a unit comes into it after all that stand on it
  for (const unit of ready) {
    for (const to of below.get(unit)!) {
      layer.set(to, Math.max(layer.get(to)!, layer.get(unit)! + 1));
      waitsFor.set(to, waitsFor.get(to)! - 1);
      if (waitsFor.get(to) === 0) ready.push(to);
    }
  }
  return new Map([...layer].flatMap(([unit, depth]) => [...membersOf(unit)].map((name) => [name, depth] as const)));
}
