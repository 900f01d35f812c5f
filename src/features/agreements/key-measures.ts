import { fractionOf } from '../../maths/exact-fraction.ts';
import { moneyText } from '../../maths/money.ts';
import type { Availability } from '../outages/availability.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import { percentDigits } from './formats/percent.ts';
import type { LossSums } from './loss-sums.ts';
import type { CountedShare, KeyMeasure } from './report-contract.ts';

export interface ProductFigures {
  /** All its processes as one. */
  time: Availability;
  requests: readonly CountedShare[];
  loss: LossSums;
  /** Those that counted. */
  outages: readonly Outage[];
}

/**
 * The five key measures of a product, as everywhere by default: availability by time, by requests, net loss, customers lost,
 * and how fast it comes back (median time to restore, the longest outage beside it).
 */
export function keyMeasures({ time, requests, loss, outages }: ProductFigures): KeyMeasure[] {
  const { low, high } = time.adjusted;
  const timeText = low.text === high.text ? percentDigits(high) : `${percentDigits(low)}–${percentDigits(high)}`;
  return [
    measure(
      'availability-time',
      'Availability by time',
      timeText,
      '%',
      'All its processes as one: a second is down by the largest share of any.',
    ),
    byRequests(requests),
    netLoss(loss),
    measure(
      'customers-lost',
      'Customers lost',
      loss.customers === null ? 'unknown' : String(loss.customers),
      'customers',
      'Who failed in an outage and had no success within 24 hours of its end, where users are known; counted per outage, so who failed in two counts twice.',
    ),
    restore(outages),
  ];
}

const measure = (name: string, displayName: string, value: string, unit: string, why: string): KeyMeasure => ({
  ...{ name, displayName, value, unit, why },
});

function byRequests(requests: readonly CountedShare[]): KeyMeasure {
  const sum = (key: 'part' | 'whole'): bigint => requests.reduce((total, one) => total + BigInt(one[key]), 0n);
  const whole = sum('whole');
  const text = whole === 0n ? 'unknown' : percentDigits(fractionOf(sum('part'), whole));
  const why = `Good of all valid requests of its processes: ${sum('part')} of ${whole}.`;
  return measure('availability-requests', 'Availability by requests', text, '%', why);
}

function netLoss({ money }: LossSums): KeyMeasure {
  const currency = /^([A-Z]{3})-minor$/.exec(money?.unit ?? '')?.[1];
  const known = money !== null && currency !== undefined;
  const text = known ? (money.text?.value ?? moneyText(money.value, currency)) : 'unknown';
  const range = money?.text && `${money.text.low} to ${money.text.high} at ${Math.round(money.level * 100)} %. `;
  const why = `${range ?? ''}What did not come and did not come back, of outages that began in the period.`;
  return measure('net-loss', 'Net loss', text, known ? currency : 'money', why);
}

function restore(outages: readonly Outage[]): KeyMeasure {
  const minutes = outages
    .flatMap((outage) => {
      const { from, to } = endsOf(outage);
      return to === null ? [] : [(to - from) / 60_000];
    })
    .sort((a, b) => a - b);
  const n = minutes.length;
  const lasting = outages.length - n;
  const more = lasting === 0 ? '' : ` ${lasting} still last${lasting === 1 ? 's' : ''}.`;
  if (n === 0) return measure('time-to-restore', 'Median time to restore', 'none', 'min', `No outage ended.${more}`);
  const median = (minutes[(n - 1) >> 1]! + minutes[n >> 1]!) / 2;
  const why = `Of ${n} outage${n === 1 ? '' : 's'}; the longest lasted ${shown(minutes[n - 1]!)} min.${more}`;
  return measure('time-to-restore', 'Median time to restore', shown(median), 'min', why);
}

const shown = (minutes: number): string => String(Number(minutes.toFixed(1)));
