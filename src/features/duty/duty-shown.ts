import { day, type EpochMs, type Interval, toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, type Document, displayName, processesOf } from '../catalog/catalog.ts';
import { calendarKey } from './calendar-layer.ts';
import type { KeptCalendar } from './calendars-laid.ts';
import type { CalendarShown, DutyAnswer, OverrideShown, RotationShown, ShiftShown } from './contract.ts';
import { rotationsOf, uncovered } from './covering.ts';
import { type CalendarLayer, peopleOf, type RotationSpec } from './rotation.ts';
import { type Override, type Shift, shiftsIn } from './shifts.ts';

/** An override with what is said of it. */
export interface MadeOverride extends Override {
  reason: string;
  madeBy: string;
}

/** So many times with somebody unknown are named. */
const mostUnknown = 20;

/** How far one looks ahead for the end of the present shift. */
export const aheadDays = 31;

/** Who is on call, as it crosses HTTP, by a catalogue with what its calendars say and how these were read; `overrides` are those that hold in the period or ahead of now. */
export function dutyShown(
  catalog: Catalog,
  kept: ReadonlyMap<string, KeptCalendar>,
  overrides: readonly MadeOverride[],
  period: Interval,
  now: EpochMs,
): DutyAnswer {
  const free = new Set(
    uncovered(
      catalog,
      processesOf(catalog).map(({ metadata }) => metadata.name),
    ),
  );
  return {
    asOf: toRfc3339(now),
    from: toRfc3339(period.from),
    to: toRfc3339(period.to),
    rotations: rotationsOf(catalog).map((rotation) => rotationShown(rotation, kept, overrides, period, now)),
    uncovered: processesOf(catalog)
      .filter(({ metadata }) => free.has(metadata.name))
      .map((process) => ({ name: process.metadata.name, displayName: displayName(process) })),
  };
}

function rotationShown(
  rotation: Document<RotationSpec>,
  kept: ReadonlyMap<string, KeptCalendar>,
  all: readonly MadeOverride[],
  period: Interval,
  now: EpochMs,
): RotationShown {
  const { metadata, spec } = rotation;
  const overrides = all.filter((one) => one.rotation === metadata.name);
  const [present, coming] = shiftsIn(spec, overrides, { from: now, to: now + aheadDays * day });
  return {
    name: metadata.name,
    displayName: displayName(rotation),
    owner: spec.owner ?? null,
    timeZone: spec.timeZone,
    covers: spec.covers,
    people: [...new Set(spec.layers.flatMap(peopleOf))],
    now: { person: present!.person, until: toRfc3339(present!.to), next: coming?.person ?? null },
    shifts: shiftsIn(spec, overrides, period).map(shiftShown),
    calendars: spec.layers.flatMap((layer) => ('calendar' in layer ? calendarShown(layer, kept, period) : [])),
    overrides: overrides.filter(({ from, to }) => from < period.to && to > period.from).map(overrideShown),
  };
}

function calendarShown(
  { name, calendar, read }: CalendarLayer,
  kept: ReadonlyMap<string, KeptCalendar>,
  period: Interval,
): CalendarShown {
  const known = kept.get(calendarKey(calendar));
  const textOf = (at: EpochMs | null | undefined): string | null => (at == null ? null : toRfc3339(at));
  const unknown = (read?.unknown ?? []).filter(({ from, to }) => from < period.to && to > period.from);
  return {
    ...{ layer: name, readAt: textOf(known?.readAt), failingSince: textOf(known?.failingSince) },
    reason: known?.reason ?? null,
    unknown: unknown
      .slice(0, mostUnknown)
      .map(({ who, from, to }) => ({ who, from: toRfc3339(from), to: toRfc3339(to) })),
  };
}

const shiftShown = ({ from, to, ...standing }: Shift): ShiftShown => ({
  from: toRfc3339(from),
  to: toRfc3339(to),
  ...standing,
});

export function overrideShown(override: MadeOverride): OverrideShown {
  const { id, rotation, person, reason, madeBy } = override;
  return {
    ...{ id, rotation, person, reason, madeBy },
    from: toRfc3339(override.from),
    to: toRfc3339(override.to),
    madeAt: toRfc3339(override.madeAt),
  };
}
