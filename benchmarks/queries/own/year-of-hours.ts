/** A year of hours of many processes, made up and written through the store's own seam, and their catalogue. */
import { wholeHourMask } from '../../../src/features/agreements/minute-mask.ts';
import { day, type EpochMs, hour } from '../../../src/maths/instants.ts';
import { seededRandom } from '../../../src/maths/random.ts';
import type { HourRollUp } from '../../../src/stores/measurements/measurements.ts';

export const processName = (nth: number): string => `process-${nth}`;

export function catalogueOf(processes: number): string {
  const documents = Array.from(
    { length: processes },
    (_, nth) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${processName(nth)}, displayName: Process number ${nth}}
spec: {level: critical, timeZone: Europe/Warsaw, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}`,
  );
  return documents.join('\n---\n');
}

/** Attempts by a daily curve, a few of them bad; one hour in three hundred has a hole in its measurement. */
export function* hoursOfYear(processes: number, end: EpochMs): Generator<HourRollUp> {
  const random = seededRandom(3);
  for (let at = end - 365 * day; at < end; at += hour) {
    const usual = 600 * (1 + 0.6 * Math.sin((at / day) * 2 * Math.PI));
    for (let nth = 0; nth < processes; nth++) {
      const valid = Math.round(usual * (0.9 + random.uniform() / 5));
      const bad = Math.floor((valid / 250) * random.uniform());
      const measured = random.uniform() < 1 / 300 ? wholeHourMask >> 7n : wholeHourMask;
      yield {
        ...{ subject: `process:${processName(nth)}`, at, measured, good: valid - bad, valid },
        ...{ userUpSeconds: 400 * valid, userDownSeconds: 300 * bad, deliveredMinor: 4_900 * valid },
        ...{ expectedMinor: 4_900 * valid, currency: 'PLN' },
      };
    }
  }
}
