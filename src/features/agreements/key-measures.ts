import { fractionOf } from '../../maths/exact-fraction.ts';
import { moneyText } from '../../maths/money.ts';
import { type Availability, isMeasured } from '../outages/availability.ts';
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
  return [
    byTime(time),
    byRequests(requests),
    netLoss(loss, outages.length),
    customersLost(loss, outages.length),
    restore(outages),
  ];
}

function byTime(time: Availability): KeyMeasure {
  const { low, high } = time.adjusted;
  const one = (text: string, why: string) => measure('availability-time', 'Availability by time', text, '%', why);
  if (!isMeasured(time)) return one('unknown', 'Nothing of this time was measured, and no outage of it is on record.');
  const text = low.text === high.text ? percentDigits(high) : `${percentDigits(low)}–${percentDigits(high)}`;
  return one(text, 'All its processes as one: a second is down by the largest share of any.');
}

const measure = (name: string, displayName: string, value: string, unit: string, why: string): KeyMeasure => ({
  ...{ name, displayName, value, unit, why },
});

function byRequests(requests: readonly CountedShare[]): KeyMeasure {
  const sum = (key: 'part' | 'whole'): bigint => requests.reduce((total, one) => total + BigInt(one[key]), 0n);
  const whole = sum('whole');
  const one = (text: string, why: string) =>
    measure('availability-requests', 'Availability by requests', text, '%', why);
  if (whole === 0n) {
    return one(
      'unknown',
      'No requests of its processes were counted: they count from the first one on that is sent with outcome failed.',
    );
  }
  const text = percentDigits(fractionOf(sum('part'), whole));
  return one(text, `Good of all valid requests of its processes: ${sum('part')} of ${whole}.`);
}

function customersLost({ customers }: LossSums, outages: number): KeyMeasure {
  const one = (text: string, why: string) => measure('customers-lost', 'Customers lost', text, 'customers', why);
  if (customers === null && outages === 0) return one('none', 'There was no outage.');
  if (customers === null) {
    return one(
      'unknown',
      'Who failed in its outages is not known: no users were told apart then, or it is not counted yet.',
    );
  }
  return one(
    String(customers),
    'Who failed in an outage and had no success within 24 hours of its end, where users are known; counted per outage, so who failed in two counts twice.',
  );
}

function netLoss({ money }: LossSums, outages: number): KeyMeasure {
  if (money === null) {
    const why =
      outages === 0
        ? 'There was no outage.'
        : 'What its outages cost is not known as one amount: nothing was expected or counted then, or it is in several currencies.';
    return measure('net-loss', 'Net loss', outages === 0 ? 'none' : 'unknown', 'money', why);
  }
  const currency = /^([A-Z]{3})-minor$/.exec(money.unit)?.[1];
  const text = currency === undefined ? 'unknown' : (money.text?.value ?? moneyText(money.value, currency));
  const range = money.text && `${money.text.low} to ${money.text.high} at ${Math.round(money.level * 100)} %. `;
  const why = `${range ?? ''}What did not come and did not come back, of outages that began in the period.`;
  return measure('net-loss', 'Net loss', text, currency ?? 'money', why);
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
