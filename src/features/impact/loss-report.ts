import type { Estimate } from '../../maths/estimate.ts';
import { minute, toRfc3339 } from '../../maths/instants.ts';
import { forecastInterval, intervalLevel } from '../expectations/forecast.ts';
import type { ExpectedSum } from '../expectations/level-track.ts';
import { expectedEstimate, lostEstimate, moneyEstimate, type Origin, shareEstimate } from './estimates.ts';
import type { LossFound } from './loss.ts';
import type { LossReport } from './loss-answer.ts';
import { lossNotes } from './loss-notes.ts';
import type { LossQuestion } from './loss-question.ts';

/** The report of a loss that was found. Events are rounded to a thousandth, shares to a millionth. */
export function lossReport(question: LossQuestion, found: LossFound): LossReport {
  const { profile, ends, raw, spread, sums, actual, actualAfter } = found;
  const time = (i: number): string => toRfc3339(profile.learnedFrom + i * minute);
  const sides = found.seenAfter >= 60 ? 'both sides' : 'the past only';
  const used = (found.controls ?? []).filter((one) => one.used).length;
  const beside = used > 0 ? ` × ${used} control${used === 1 ? '' : 's'}` : '';
  const method = `weekly shape × level from ${sides} (Kalman filter) × campaigns${beside}; interval from ${spread.placebos} placebo windows`;
  const length = ends.to - ends.from;
  const origin = originOf(found, found.measured, length);
  const finish = (one: Estimate): Estimate => finished(one, method, spread.placebos);
  const outage = summed(sums.outage, sums.varOutage, spread.lost, profile.dispersion, spread.shiftLost);
  const lost = finish(lostEstimate(outage, actual, origin));
  const share = shareEstimate(outage, actual, origin);
  const later = actualAfter === null ? null : afterwards(found, question, lost, actualAfter, method);
  const report: LossReport = {
    interval: {
      raw: { from: time(raw.from), to: time(raw.to) },
      refined: { from: time(ends.from), to: time(ends.to) },
      between: { from: betweenOf(ends.fromBetween, time), to: betweenOf(ends.toBetween, time) },
    },
    impactShare: share && finish(share),
    actual,
    expected: finish(expectedEstimate(outage, origin)),
    lost,
    recovered: later?.recovered ?? null,
    recoveryClaimed: later !== null && later.recovered.low > 0,
    net: later?.net ?? null,
    ...(question.value ? { money: moneyOf(question.value, lost, later, found, outage, origin, finish) } : {}),
    ...(found.controls ? { controls: found.controls } : {}),
    horizonMinutes: question.horizonMinutes,
    preliminary: later === null,
    level: intervalLevel,
    method,
    notes: [],
  };
  report.notes = lossNotes(question, found, report);
  return report;
}

interface Afterwards {
  recovered: Estimate;
  net: Estimate;
}

/**
 * Recovered Σ(A − E) after the end, and net = lost − recovered with the interval of both together. Where clearly *less* than
 * expected came afterwards nothing came back: recovered is 0 at the upper end of its interval, and net is the loss itself.
 */
function afterwards(
  found: LossFound,
  question: LossQuestion,
  lost: Estimate,
  actualAfter: number,
  method: string,
): Afterwards {
  const { sums, spread, profile, actual } = found;
  const origin = originOf(found, found.measuredAfter, question.horizonMinutes);
  const after = summed(sums.after, sums.varAfter, spread.recovered, profile.dispersion, spread.shiftRecovered);
  const missing = lostEstimate(after, actualAfter, origin);
  const recovered = finished(
    { ...missing, value: -missing.value, low: -missing.high, high: -missing.low },
    method,
    spread.placebos,
  );
  if (recovered.high < 0) return { recovered: { ...recovered, value: 0, high: 0 }, net: lost };
  const variance = Math.max(0, sums.varOutage + sums.varAfter + 2 * sums.covariance);
  const outage = summed(sums.outage, sums.varOutage, spread.lost, profile.dispersion, spread.shiftLost);
  const both = summed(outage.mean + after.mean, variance, spread.net, profile.dispersion);
  const wholeOrigin = originOf(found, found.measured + found.measuredAfter, found.window.afterTo - found.ends.from);
  const net = lostEstimate(both, actual + actualAfter, wholeOrigin);
  return { recovered, net: finished(net, method, spread.placebos) };
}

function moneyOf(
  value: NonNullable<LossQuestion['value']>,
  lost: Estimate,
  later: Afterwards | null,
  found: LossFound,
  outage: ExpectedSum,
  origin: Origin,
  finish: (one: Estimate) => Estimate,
): NonNullable<LossReport['money']> {
  const worth = { kind: 'perEvent', ...value } as const;
  const priced = (one: Estimate): Estimate => {
    const { method } = moneyEstimate(one, outage.mean, found.measured, worth, origin);
    return { ...finish(moneyEstimate(one, outage.mean, found.measured, worth, origin)), method };
  };
  return {
    gross: priced(lost),
    recovered: later && priced(later.recovered),
    net: later && priced(later.net),
  };
}

/** A sum set right by the typical surprise of quiet windows (`shift`, in standard deviations) and with the spread measured on them. */
function summed(modelled: number, variance: number, factor: number, dispersion: number, shift = 0): ExpectedSum {
  const mean = Math.max(0, modelled + shift * Math.sqrt(dispersion * modelled + variance));
  const { low, high } = forecastInterval(mean, variance, dispersion, factor);
  const relativeVariance = mean > 0 ? (factor * factor * variance) / (mean * mean) : 0;
  return { mean, low, high, level: intervalLevel, relativeVariance, dispersion: factor * factor * dispersion };
}

function originOf({ profile }: LossFound, measured: number, minutes: number): Origin {
  return { profile, completeness: minutes > 0 ? measured / minutes : 0 };
}

function finished(one: Estimate, method: string, placebos: number): Estimate {
  const digits = one.unit === 'share' ? 1e6 : 1e3;
  const round = (value: number): number => Math.round(value * digits) / digits + 0;
  const basis = { placebos, ...one.basis };
  return { ...one, value: round(one.value), low: round(one.low), high: round(one.high), method, basis };
}

function betweenOf([low, high]: [number, number], time: (i: number) => string): { earliest: string; latest: string } {
  return { earliest: time(low), latest: time(high) };
}
