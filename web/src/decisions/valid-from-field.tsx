import type { ReactNode } from 'react';
import { TextField } from '../access/form/field.tsx';
import { instantOnClock } from '../design/format/times.ts';

/** The beginning of a day `2026-12-01` on the zone's clocks; null when it is none. */
export const dayOf = (day: string, zone: string): number | null => instantOnClock(`${day}T00:00`, zone);

/** From which day a decision holds; empty means from the second signature. */
export function ValidFromField({
  day,
  error,
  onChange,
}: {
  day: string;
  error: string | undefined;
  onChange: (day: string) => void;
}): ReactNode {
  return (
    <TextField
      label="Valid from (not needed)"
      hint="Left empty: from the second signature on. A day that has passed by then moves to the second signature."
      name="validFrom"
      type="date"
      value={day}
      error={error === undefined ? undefined : 'Expected a day.'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
