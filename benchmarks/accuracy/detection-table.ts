import { day, hour, minute } from '../../src/maths/instants.ts';
import { quantile } from '../../src/maths/quantiles.ts';
import { walkDays, walkOnce } from './detection.ts';
import { fiveWeeks, makeWorld } from './world.ts';

const rate = 120;
const outageMinutes = 40;

/** Delays of a quarter spread so widely that their mean wants so many times as many worlds. */
const quarterTimes = 4;

/** Prints false drops on clean days, and delays beside Lorden's bound, at 120 a minute and over-dispersion 1 to 2.5. */
export function printDetection(firstSeed: number, worlds: number): void {
  const dispersionOf = (w: number): number => 1 + (w % 4) / 2;
  let wrong = 0;
  let afterMidnight = 0;
  for (let w = 0; w < worlds; w++) {
    const drops = walkDays(makeWorld({ seed: firstSeed + w, days: 45, rate, dispersion: dispersionOf(w) }), 10);
    wrong += drops.length;
    afterMidnight += drops.filter(({ onset }) => onset % day < hour).length;
  }
  const perMonth = ((wrong * 30) / (worlds * 10)).toFixed(2);
  console.log(
    `\nDetection at ${rate} a minute: ${wrong} false drops on ${worlds * 10} clean days, ${perMonth} in 30 days, ${afterMidnight} of them in the hour after midnight`,
  );
  for (const share of [1, 0.5, 0.25]) {
    const delays: number[] = [];
    const bounds: number[] = [];
    let missed = 0;
    const tried = share === 0.25 ? quarterTimes * worlds : worlds;
    for (let w = 0; w < tried; w++) {
      const at = fiveWeeks + 600 + ((w * 397) % 800);
      const outages = [{ fromMinute: at, minutes: outageMinutes, share }];
      const world = makeWorld({ seed: firstSeed + 500 + w, days: 37, rate, dispersion: dispersionOf(w), outages });
      const state = walkOnce(world, at - 120, at + 180);
      const truth = world.from + at * minute;
      const found = [...state.closed, ...(state.open ? [state.open] : [])].find(
        ({ detectedAt, onset }) => detectedAt > truth && onset < truth + outageMinutes * minute,
      );
      // one that went by unseen took as long as it lasted, at least
      if (!found) missed++;
      if (!found) delays.push(outageMinutes);
      else delays.push((found.detectedAt - truth) / minute);
      bounds.push(lorden(world.undisturbed[at]!, share, world.dispersion));
    }
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    console.log(
      `  ${String(100 * share).padStart(3)} % missing: median delay ${quantile(delays, 0.5)} min, mean ${mean(delays).toFixed(1)}, Lorden's bound ${mean(bounds).toFixed(1)} (${(mean(delays) / mean(bounds)).toFixed(2)} times), missed ${missed} of ${tried}`,
    );
  }
}

/** log(ARL)/KL minutes with one false alarm in 30 days, and never less than the minute that a row takes. */
function lorden(perMinute: number, share: number, dispersion: number): number {
  const missing = share >= 1 ? 1 : (1 - share) * Math.log(1 - share) + share;
  return Math.max(1, Math.log((30 * day) / minute) / ((perMinute * missing) / dispersion));
}

if (import.meta.main) printDetection(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 35));
