import { ProductError } from '../../errors.ts';
import { type NoPeriod, type Period, periodOr } from './period.ts';

const whyNot: Record<NoPeriod, string> = {
  'no period': 'expected a month (2026-10), a quarter (2026-Q4) or days (2026-10-03..2026-10-17)',
  'no such day': 'expected days of the calendar',
  'ends before it begins': 'expected the last day not before the first',
  'longer than ten years': 'expected ten years at most',
  'out of years': 'expected years from 1970 on',
};

/** The period that somebody asks for. Throws ProductError `bad_input` where it or its zone is none. */
export function askedPeriod(name: string, timeZone: string): Period {
  const period = inZone(name, timeZone);
  if (typeof period !== 'string') return period;
  throw new ProductError('bad_input', `period: ${whyNot[period]}, found ${JSON.stringify(name)}.`);
}

function inZone(name: string, timeZone: string): Period | NoPeriod {
  try {
    return periodOr(name, timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ProductError(
      'bad_input',
      `timeZone: expected an IANA time zone such as Europe/Warsaw, found ${JSON.stringify(timeZone)}.`,
    );
  }
}
