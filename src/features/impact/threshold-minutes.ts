import type { Interval } from '../../maths/instants.ts';
import { minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { localDay, minuteOfWeek, zoneOf } from '../../maths/zoned-time.ts';
import { minutesInside } from '../expectations/history-cells.ts';
import { baseMinutes, type Profile } from '../expectations/profile.ts';
import type { Noise } from './threshold-fit.ts';
import type { PairMinutes } from './threshold-table.ts';

/** The business side of a pair, cut to whole ten-minute blocks; `exclude` are outages caused elsewhere. */
export function pairMinutes(business: MinuteSeries, profile: Profile, exclude: readonly Interval[]): PairMinutes {
  const n = business.counts.length;
  const zone = zoneOf(profile.timeZone);
  const inside = minutesInside(exclude, business.from, n);
  const firstDay = localDay(zone.localMinute(business.from));
  const dayOf = new Int32Array(n);
  const hourOf = new Uint8Array(n);
  const counts = business.counts.slice();
  for (let i = 0; i < n; i++) {
    const local = zone.localMinute(business.from + i * minute);
    dayOf[i] = localDay(local) - firstDay;
    hourOf[i] = Math.floor(minuteOfWeek(local) / 60);
    if (inside[i]) counts[i] = Number.NaN;
  }
  return { counts, base: baseMinutes(profile, business.from, n), dayOf, days: dayOf[n - 1]! + 1, hourOf };
}

export function noiseOf(profile: Profile, pair: PairMinutes): Noise {
  let sum = 0;
  let n = 0;
  for (const count of pair.counts) {
    if (Number.isNaN(count)) continue;
    sum += count;
    n++;
  }
  return { dispersion: profile.dispersion, dynamics: profile.dynamics, rate: Math.max(0.01, sum / Math.max(1, n)) };
}
