import { type EpochMs, type Interval, second, toRfc3339 } from '../../maths/instants.ts';
import type { AgreementSpec } from './agreement.ts';
import { startOfDay } from './period.ts';

/** An agreement as it was worded over some time; `until` null: it still is. */
export interface Wording {
  from: EpochMs;
  until: EpochMs | null;
  displayName: string;
  spec: AgreementSpec;
}

export interface ChosenWording extends Pick<Wording, 'displayName' | 'spec'> {
  /** What is to be said of the choice. */
  rules: string[];
}

/**
 * The wording that holds for a period: the one that held when it began, so that nobody changes a promise while it runs. Where there
 * was none yet the first that came. Null where the agreement had left the catalogue before. Wordings oldest first.
 */
export function wordingFor(wordings: readonly Wording[], { from, to }: Interval): ChosenWording | null {
  const held = wordings.find((one) => one.from <= from && (one.until === null || one.until > from));
  const chosen = held ?? wordings.find((one) => one.from > from);
  if (chosen === undefined) return null;
  const { displayName, spec } = chosen;
  const entered =
    held === undefined
      ? [`The agreement was entered at ${whole(chosen.from)}, after the period began: that first wording is used.`]
      : [];
  const later = wordings.filter((one) => one.from > chosen.from && one.from < to);
  const changed = later.map(
    (one) => `The agreement was changed at ${whole(one.from)}: that wording holds from the next period on.`,
  );
  return { displayName, spec, rules: [...entered, ...changed] };
}

/** To the second. */
const whole = (at: EpochMs): string => toRfc3339(at - (at % second));

/** What of a period lies between the dates of an agreement, with what is to be said of it; null where nothing does. */
export function heldWithin(
  { validFrom, validTo, timeZone }: Pick<AgreementSpec, 'validFrom' | 'validTo' | 'timeZone'>,
  { from, to }: Interval,
): { counted: Interval; rules: string[] } | null {
  const first = validFrom === undefined ? from : Math.max(from, startOfDay(validFrom, timeZone));
  const end = validTo === undefined ? to : Math.min(to, startOfDay(validTo, timeZone));
  if (first >= end) return null;
  const rules = [
    ...(first > from ? [`The agreement holds from ${validFrom} on: the time before does not count.`] : []),
    ...(end < to ? [`The agreement holds no longer from ${validTo} on: the time after does not count.`] : []),
  ];
  return { counted: { from: first, to: end }, rules };
}
