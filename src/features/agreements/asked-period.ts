import { ProductError } from '../../errors.ts';
import { type Period, periodNamed } from './period.ts';

/** The period that somebody asks for. Throws ProductError `bad_input` where it or its zone is none. */
export function askedPeriod(name: string, timeZone: string): Period {
  const period = inZone(name, timeZone);
  if (period !== null) return period;
  throw new ProductError(
    'bad_input',
    `period: expected a month (2026-10), a quarter (2026-Q4) or days (2026-10-03..2026-10-17), found ${JSON.stringify(name)}.`,
  );
}

function inZone(name: string, timeZone: string): Period | null {
  try {
    return periodNamed(name, timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ProductError(
      'bad_input',
      `timeZone: expected an IANA time zone such as Europe/Warsaw, found ${JSON.stringify(timeZone)}.`,
    );
  }
}
