import { minute } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import type { ThresholdAnswer } from './threshold-answer.ts';
import { neighbourDoses } from './threshold-dose.ts';
import { roundDoses, shownGroups } from './threshold-doses-shown.ts';
import { type Draws, drawDays } from './threshold-draws.ts';
import { drawnRange, type Evidence, lossEstimate, thresholdEstimate } from './threshold-estimates.ts';
import { fallingFit } from './threshold-isotonic.ts';
import { bestLag } from './threshold-lag.ts';
import { type LinkTest, testLink } from './threshold-link.ts';
import { type Business, type FittedPair, fitPair, spansBeyond } from './threshold-pair.ts';
import { stickAt } from './threshold-stick.ts';

export interface ThresholdQuestion {
  business: Business;
  /** What the measure read in each minute of the business series; NaN is unknown. */
  readings: Float64Array;
  /** Unit of the readings, for showing. */
  unit: string;
  /** Which way is worse. */
  worse: 'higher' | 'lower';
  /** Worth of one event; null: loss is told in events. */
  value: { minor: number; currency: string } | null;
  /** Readings at which the loss is wanted; none: round ones beyond the knee. */
  at: readonly number[];
  /** Draws of days behind each interval. */
  draws: number;
  seed: number;
}

const curvePoints = 40;
const lossPoints = 8;
/** Loss is shown from so far beyond the knee on. */
const clearlyBeyond = 0.05;
/** So many separate spells on so many different days make the evidence one of incidents. */
const incidentsNeeded = 3;
/** The highest doses shown were met in at least so many minutes. */
const shownMinutes = 30;

/**
 * How a process answers to a technical measure: knee, loss per hour beyond it, curve, and whether there is a link at all.
 * A refusal says in a sentence what is missing. Pure: equal questions give equal answers.
 */
export function analyzeThreshold(question: ThresholdQuestion): ThresholdAnswer | { refusal: string } {
  const sign = question.worse === 'lower' ? -1 : 1;
  const readings = sign === 1 ? question.readings : question.readings.map((x) => -x);
  const dosesAtOnce = neighbourDoses(readings, 0);
  const atOnce = fitPair(question.business, dosesAtOnce);
  if ('refusal' in atOnce) return atOnce;
  const lagMinutes = bestLag(atOnce, readings);
  const doses = lagMinutes === 0 ? dosesAtOnce : neighbourDoses(readings, lagMinutes);
  const fitted = lagMinutes === 0 ? atOnce : fitPair(question.business, doses);
  if ('refusal' in fitted) return fitted;
  const test = testLink(fitted);
  const asked = Float64Array.from(question.at, (x) => sign * x).sort();
  const shown = asked.length > 0 ? asked : lossDoses(fitted);
  const draws = drawDays(fitted.setting, fitted.fit, seededRandom(question.seed), question.draws, shown);
  return answer(question, fitted, test, draws, shown, { lagMinutes, sign, doses });
}

function answer(
  question: ThresholdQuestion,
  fitted: FittedPair,
  test: LinkTest,
  draws: Draws,
  shown: Float64Array,
  { lagMinutes, sign, doses }: { lagMinutes: number; sign: number; doses: Float64Array },
): ThresholdAnswer {
  const { fit, bins, profile } = fitted;
  const { stick } = fit;
  const { business, unit } = question;
  const used = bins.minutes.reduce((a, b) => a + b, 0);
  const beyond = bins.minutes.subarray(fit.firstHarmed).reduce((a, b) => a + b, 0);
  const minutesOfEvidence = stick ? beyond : 0;
  const grade = stick && isOfIncidents(doses, stick.knee, business.series.from) ? 'incidents' : 'observed';
  const completeness = used / Math.max(1, doses.length);
  const evidence: Evidence = { minutes: minutesOfEvidence, grade, version: profile.version, completeness };
  const notes = [...profile.notes];
  const result: ThresholdAnswer = {
    link: test.link,
    pNoLink: test.pNoLink,
    lagMinutes: test.link ? lagMinutes : 0,
    curve: curveOf(fitted, draws, sign, { ...evidence, minutes: used }),
    lossPerHour: [],
    minutesOfEvidence,
    grade,
    notes,
  };
  if (!stick || !test.link) {
    notes.push(`No link found: ${test.reason ?? 'nothing falls'}.`);
    return result;
  }
  const knee = drawnRange(stick.knee, draws.knees);
  result.knee = thresholdEstimate(turned(knee, sign), unit, 'broken stick, day-block bootstrap', evidence);
  const slope = drawnRange(stick.beyond / stick.atKnee, draws.slopes);
  result.slopePerUnit = thresholdEstimate(
    turned(slope, sign),
    `share/${unit}`,
    'broken stick, day-block bootstrap',
    evidence,
  );
  const hourly = (60 * fit.sums.expected.reduce((a, b) => a + b, 0)) / used;
  result.lossPerHour = Array.from(shown, (x, i) => {
    const lost = x > stick.knee ? 1 - stickAt(stick, x) / stick.atKnee : 0;
    const share = drawnRange(
      lost,
      draws.stick[i]!.map((r) => 1 - r),
    );
    const bound = (v: number): number => Math.min(1, Math.max(0, v)) * hourly;
    const events = { value: bound(share.value), low: bound(share.low), high: bound(share.high) };
    return { x: sign * x, loss: lossEstimate(events, question.value, evidence) };
  });
  if (grade === 'observed')
    notes.push('Seen side by side, not in separate incidents: another cause may move both. Do not read it as proof.');
  return result;
}

/** A range on the axis of the readings again, where lower is worse. */
function turned(range: { value: number; low: number; high: number }, sign: number): typeof range {
  return sign === 1 ? range : { value: -range.value, low: -range.high, high: -range.low };
}

function isOfIncidents(doses: Float64Array, knee: number, from: number): boolean {
  const spans = spansBeyond(doses, knee, from);
  const days = new Set(spans.map((span) => Math.floor((span.from - from) / (1440 * minute))));
  return spans.length >= incidentsNeeded && days.size >= incidentsNeeded;
}

function lossDoses({ fit, bins }: FittedPair): Float64Array {
  if (!fit.stick) return new Float64Array(0);
  let top = bins.x.length - 1;
  for (let minutes = bins.minutes[top]!; top > 0 && minutes < shownMinutes; ) minutes += bins.minutes[--top]!;
  const first = fit.stick.knee + clearlyBeyond * Math.abs(fit.stick.knee);
  return roundDoses(first, bins.x[top]!, lossPoints);
}

function curveOf(fitted: FittedPair, draws: Draws, sign: number, evidence: Evidence): ThresholdAnswer['curve'] {
  const { fit, bins } = fitted;
  const curve = fallingFit(fit.points.y, fit.points.weight);
  const top = fit.stick ? fit.stick.atKnee : curve[fit.firstHarmed >> 1]!;
  const out = shownGroups(bins.x, curvePoints).map(([first, end]) => {
    const minutes = bins.minutes.subarray(first, end).reduce((a, b) => a + b, 0);
    const mean = (of: (k: number) => number): number => {
      let sum = 0;
      for (let k = first; k < end; k++) sum += of(k) * bins.minutes[k]!;
      return sum / minutes;
    };
    const drawn = Float64Array.from(draws.knees, (_, d) => mean((k) => draws.curve[k]![d]!));
    const range = drawnRange(
      mean((k) => curve[k]! / top),
      drawn,
    );
    const response = { ...range, low: Math.max(0, range.low) };
    const method = 'isotonic curve, day-block bootstrap';
    return {
      x: sign * mean((k) => bins.x[k]!),
      response: thresholdEstimate(response, 'share', method, evidence),
      minutes,
    };
  });
  return sign === 1 ? out : out.reverse();
}
