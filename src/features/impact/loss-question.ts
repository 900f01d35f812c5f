import type { Interval } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { BusinessCalendar } from '../expectations/business-calendar.ts';

/** What `analyzeLoss` is asked. Times are cut to whole minutes. */
export interface LossQuestion {
  /** Minutes with as much history as there is, and as much after the outage as there is; NaN is unknown. */
  series: MinuteSeries;
  /** The outage as it was seen. */
  raw: Interval;
  ends: 'refined' | 'given';
  /** So long after the end lost events may have come back. */
  horizonMinutes: number;
  timeZone: string;
  calendar: BusinessCalendar;
  /** Worth of one event in minor units. */
  value: { currency: string; minor: number } | null;
  /** Other outages that are known: nothing is learned from them. */
  exclude?: readonly Interval[];
  /** Minutes that a row of the data covers; ends are whole rows. */
  stepMinutes?: number;
}
