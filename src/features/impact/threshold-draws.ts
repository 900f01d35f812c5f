import type { Random } from '../../maths/random.ts';
import { workspace } from './threshold-expected.ts';
import { type Fit, type FitSetting, fitResponse } from './threshold-fit.ts';
import { fallingFit } from './threshold-isotonic.ts';
import { stickAt } from './threshold-stick.ts';

/** What came out of resampling whole days, one column per draw. */
export interface Draws {
  /** Knee of each draw; NaN where nothing fell. */
  knees: Float64Array;
  /** Slope beyond the knee as a share of the response at the knee, per unit of dose. */
  slopes: Float64Array;
  /** Response at each of the asked doses by the stick, against that at the knee: [dose][draw]. */
  stick: Float64Array[];
  /** Response at each of the asked bins by the falling curve: [bin][draw]. */
  curve: Float64Array[];
}

/**
 * Draws as many days as there are, with replacement, and repeats the whole estimation on each draw: expectation, response
 * and knee. Days and not minutes are drawn because the minutes of an incident, and of a day's weather, belong together.
 */
export function drawDays(setting: FitSetting, fit: Fit, random: Random, rounds: number, doses: Float64Array): Draws {
  const days = setting.table.days;
  const room = workspace(setting.table);
  const out: Draws = {
    knees: new Float64Array(rounds).fill(Number.NaN),
    slopes: new Float64Array(rounds).fill(0),
    stick: Array.from(doses, () => new Float64Array(rounds).fill(1)),
    curve: Array.from(setting.bins.x, () => new Float64Array(rounds)),
  };
  const dayWeights = new Float64Array(days);
  for (let draw = 0; draw < rounds; draw++) {
    dayWeights.fill(0);
    for (let d = 0; d < days; d++) dayWeights[random.integer(0, days - 1)]!++;
    const { stick, points } = fitResponse(setting, dayWeights, fit, 2, room);
    const curve = fallingFit(points.y, points.weight);
    const top = stick ? stick.atKnee : curve[fit.firstHarmed >> 1]!;
    for (let k = 0; k < curve.length; k++) out.curve[k]![draw] = curve[k]! / top;
    if (!stick) continue;
    out.knees[draw] = stick.knee;
    out.slopes[draw] = stick.beyond / top;
    for (let i = 0; i < doses.length; i++) {
      if (doses[i]! > stick.knee) out.stick[i]![draw] = stickAt(stick, doses[i]!) / top;
    }
  }
  return out;
}
