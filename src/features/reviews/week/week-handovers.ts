import { day, type EpochMs, type Interval, toRfc3339 } from '../../../maths/instants.ts';
import { zoneOf } from '../../../maths/zoned-time.ts';
import type { Document } from '../../catalog/catalog.ts';
import { rotationsOf } from '../../duty/covering.ts';
import type { RotationSpec } from '../../duty/rotation.ts';
import { type Override, shiftsIn } from '../../duty/shifts.ts';
import { isByNight, isPage } from '../calls.ts';
import type { Handover } from '../weekly-contract.ts';
import { shiftMarginDays, type WeekFacts } from './week-facts.ts';

/** A time in which one person is on call in a rotation, whatever the layers. */
export interface HeldShift extends Interval {
  rotation: string;
  person: string;
}

/** The period around a week in which shifts are looked for. */
export const aroundWeek = ({ from, to }: Interval): Interval => ({
  from: from - shiftMarginDays * day,
  to: to + shiftMarginDays * day,
});

/**
 * The shifts of a rotation that a week speaks of: those that have most of their time in it, or that have most of it. One that is longer than
 * is looked at counts week by week, from its Monday.
 */
export function shiftsOfWeek(rotation: Document<RotationSpec>, all: readonly Override[], week: Interval): HeldShift[] {
  const around = aroundWeek(week);
  return heldIn(rotation, all, around)
    .map((shift) => (isLonger(shift, around) ? cut(shift, week) : shift))
    .filter((shift) => isOf(shift, week));
}

/** The shift that an instant lies in; one that is longer than is looked at begins where it is asked for. Null: nobody is on call then. */
export function shiftAt(rotation: Document<RotationSpec>, all: readonly Override[], at: EpochMs): HeldShift | null {
  const around = aroundWeek({ from: at, to: at + 1 });
  const shift = heldIn(rotation, all, around).find(({ from, to }) => from <= at && at < to);
  if (shift === undefined) return null;
  return shift.from === around.from ? { ...shift, from: at } : shift;
}

/** The shifts of a period; one person who goes on in another layer, or stands in for themselves, has one shift. */
function heldIn(rotation: Document<RotationSpec>, all: readonly Override[], around: Interval): HeldShift[] {
  const { name } = rotation.metadata;
  const own = all.filter((one) => one.rotation === name);
  const held: HeldShift[] = [];
  for (const { from, to, person } of shiftsIn(rotation.spec, own, around)) {
    const before = held.at(-1);
    if (person === null) continue;
    if (before?.person === person && before.to === from) before.to = to;
    else held.push({ rotation: name, person, from, to });
  }
  return held;
}

const isLonger = ({ from, to }: HeldShift, around: Interval): boolean => from === around.from || to === around.to;

const cut = (shift: HeldShift, { from, to }: Interval): HeldShift => ({
  ...shift,
  from: Math.max(shift.from, from),
  to: Math.min(shift.to, to),
});

function isOf({ from, to }: HeldShift, week: Interval): boolean {
  const common = Math.min(to, week.to) - Math.max(from, week.from);
  if (common <= 0) return false;
  const half = 2 * common - (to - from);
  return half > 0 || (half === 0 && from >= week.from) || 2 * common > week.to - week.from;
}

/** The shifts of the week that have begun, each with its calls and what was said of it. */
export function weekHandovers(facts: WeekFacts): Handover[] {
  const { review, week, now, duty, overrides } = facts;
  const wanted = new Set(review.spec.rotations);
  return rotationsOf(duty)
    .filter(({ metadata }) => wanted.size === 0 || wanted.has(metadata.name))
    .flatMap((rotation) =>
      shiftsOfWeek(rotation, overrides, week)
        .filter(({ from }) => from <= now)
        .map((shift) => handoverOf(shift, rotation.spec.timeZone, facts)),
    );
}

/** One shift: pages are those that called its person for its rotation, by night on the wall clock of the rotation. */
export function handoverOf(
  shift: HeldShift,
  zoneName: string,
  { incidents, calls, said }: Pick<WeekFacts, 'incidents' | 'calls' | 'said'>,
): Handover {
  const { rotation, person, from, to } = shift;
  const isIn = (at: EpochMs): boolean => from <= at && at < to;
  const own = incidents.filter(({ kept }) => kept.response.rotation === rotation && kept.incident.shadow === undefined);
  const ids = new Set(own.map(({ kept }) => kept.incident.id));
  const pages = calls.filter(
    (call) => isPage(call) && call.person === person && ids.has(call.incident) && isIn(call.at),
  );
  const zone = zoneOf(zoneName);
  const spoken = said.findLast((one) => one.rotation === rotation && one.from === from);
  return {
    ...{ rotation, person, from: toRfc3339(from), to: toRfc3339(to), pages: pages.length },
    pagesByNight: pages.filter(({ at }) => isByNight(at, zone)).length,
    incidents: own.filter(({ kept: { incident } }) => incident.partOf === null && isIn(incident.onset)).length,
    ...{ score: spoken?.score ?? null, words: spoken?.words ?? '' },
  };
}
