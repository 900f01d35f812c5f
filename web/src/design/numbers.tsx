import type { ReactNode } from 'react';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { useZone } from '../shell/zones.tsx';
import { Explained } from './explain/explain.tsx';
import { amountText } from './format/amounts.ts';
import { bigText, countText, ratioText } from './format/numbers.ts';
import { clockText, fullTimeText, nearTimeText } from './format/times.ts';

interface Source {
  /** What the number is, in words: heard by screen readers, and the title of what it is made of. */
  label: string;
  /** Where the server says what it is made of. */
  path?: string | undefined;
  /** What it is made of, where the page itself knows. */
  made?: Breakdown | undefined;
}

/** An estimate: its value, and below or beside it the interval with its level. */
export function EstimateValue({
  estimate,
  label,
  path,
  made,
  interval = true,
  className = '',
}: Source & { estimate: Estimate; interval?: boolean; className?: string }): ReactNode {
  const text = amountText(estimate);
  return (
    <span className={`estimate ${className}`}>
      <Explained label={label} made={{ title: label, shown: text.value, estimate, path, local: made }}>
        {text.value}
      </Explained>
      {interval && (
        <small title={text.full}>
          {text.interval}, {text.level}
        </small>
      )}
    </span>
  );
}

/** An exact count; from a million on shortened, with the full number in its title and in what it is made of. */
export function Count({ count, label, path, made, unit = '' }: Source & { count: number; unit?: string }): ReactNode {
  const full = `${countText(count)}${unit}`;
  return (
    <Explained label={label} made={{ title: label, shown: full, path, local: made }}>
      {bigText(count) ?? countText(count)}
      {unit}
    </Explained>
  );
}

/** A ratio given as exact decimal text, shown as percent. */
export function Ratio({ ratio, label, path, made }: Source & { ratio: string }): ReactNode {
  const shown = ratioText(ratio);
  return (
    <Explained label={label} made={{ title: label, shown, path, local: made }}>
      {shown}
    </Explained>
  );
}

/** An instant in the chosen zone; the full date and the zone are in its title. `near` leaves out today's date. */
export function Time({ at, near }: { at: number; near?: number }): ReactNode {
  const zone = useZone();
  return (
    <time dateTime={toRfc3339(at)} title={fullTimeText(at, zone)}>
      {near === undefined ? clockText(at, zone) : nearTimeText(at, near, zone)}
    </time>
  );
}
