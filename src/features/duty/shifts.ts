import type { EpochMs, Interval } from '../../maths/instants.ts';
import { type Zone, zoneOf } from '../../maths/zoned-time.ts';
import type { Layer, RotationSpec } from './rotation.ts';
import { turnAt } from './turns.ts';
import { edgesOf, isIn } from './wall-clock.ts';

/** Somebody stands in for whoever would be on call. Of two at once the one made later holds. */
export interface Override extends Interval {
  id: string;
  rotation: string;
  person: string;
  madeAt: EpochMs;
}

/** A time in which one person is on call, or nobody. */
export interface Shift extends Interval {
  person: string | null;
  /** Name of the layer, or null for an override or nobody. */
  layer: string | null;
  /** The override that made it so. */
  override: string | null;
}

type Standing = Omit<Shift, 'from' | 'to'>;
const nobody: Standing = { person: null, layer: null, override: null };

/** Who is on call at an instant. */
export function onCallAt(spec: RotationSpec, overrides: readonly Override[], at: EpochMs): Standing {
  const standing = overrides
    .filter(({ from, to }) => from <= at && at < to)
    .sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1))[0];
  if (standing) return { person: standing.person, layer: null, override: standing.id };
  const zone = zoneOf(spec.timeZone);
  for (const layer of [...spec.layers].reverse()) {
    if (layer.only && !isIn(layer.only, zone, at)) continue;
    const person = personAt(layer, zone, at);
    if (person !== null) return { person, layer: layer.name, override: null };
  }
  return nobody;
}

/** Whom a layer names at an instant; of two events of a calendar at once the one that began later. */
function personAt(layer: Layer, zone: Zone, at: EpochMs): string | null {
  if ('people' in layer) return turnAt(layer, zone, at)?.person ?? null;
  return layer.read?.shifts.findLast(({ from, to }) => from <= at && at < to)?.person ?? null;
}

/** The shifts that fill a period without gap or overlap, oldest first; those of nobody are in it, so that a hole is seen. */
export function shiftsIn(spec: RotationSpec, overrides: readonly Override[], period: Interval): Shift[] {
  const zone = zoneOf(spec.timeZone);
  const edges = new Set<EpochMs>([period.from]);
  const add = (at: EpochMs): void => {
    if (at > period.from && at < period.to) edges.add(at);
  };
  for (const { from, to } of overrides) {
    add(from);
    add(to);
  }
  for (const layer of spec.layers) {
    for (const at of handOvers(layer, zone, period)) add(at);
    if (layer.only) for (const at of edgesOf(layer.only, zone, period.from, period.to)) add(at);
  }
  const starts = [...edges].sort((a, b) => a - b);
  const shifts: Shift[] = [];
  starts.forEach((from, i) => {
    const standing = onCallAt(spec, overrides, from);
    const to = starts[i + 1] ?? period.to;
    const before = shifts.at(-1);
    if (before && same(before, standing)) before.to = to;
    else shifts.push({ from, to, ...standing });
  });
  return shifts;
}

/** The instants of a period at which the layer changes hands; its first turn may begin in it. */
function handOvers(layer: Layer, zone: Zone, { from, to }: Interval): EpochMs[] {
  if (!('people' in layer)) return (layer.read?.shifts ?? []).flatMap((shift) => [shift.from, shift.to]);
  const found: EpochMs[] = [];
  // turnAt knows nothing before the first turn; from the end backwards every turn leads to the one before it
  for (let turn = turnAt(layer, zone, to - 1); turn && turn.from > from; turn = turnAt(layer, zone, turn.from - 1)) {
    found.push(turn.from);
  }
  return found;
}

const same = (a: Standing, b: Standing): boolean =>
  a.person === b.person && a.layer === b.layer && a.override === b.override;
