import type { Breakdown } from '../../maths/breakdown.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import { moneyText } from '../../maths/money.ts';
import { expectBlock } from '../expectations/level-track.ts';
import { blockMinutes } from '../expectations/profile.ts';
import type { ProcessImpact } from './contract.ts';
import { type EventValue, valueSd } from './event-value.ts';
import { decimalOf, showZ } from './rules.ts';
import type { WalkState } from './walk-state.ts';
import { smallestDrop } from './window-rule.ts';

type Line = Breakdown['lines'][number];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 }).replaceAll(',', ' ');
const range = ({ value, low, high }: Estimate, show = count): string =>
  `${show(value)} (${show(low)} to ${show(high)})`;

/** How the present numbers of a process are made, line by line, for people. `state` is the walk behind them, null when none. */
export function breakdownOf(
  impact: ProcessImpact,
  state: WalkState | null,
  value: EventValue | null,
  sources: readonly string[],
): Breakdown {
  const lines: Line[] = [
    { label: 'State', value: impact.state, note: impact.notes.join(' ') || stateMeans[impact.state] },
    windowLine(impact),
    {
      label: 'Actual',
      value: impact.actual === null ? 'unknown' : count(impact.actual),
      note: `Events of step ${impact.step} that came in the window (counted).`,
    },
  ];
  if (impact.expected) {
    lines.push({
      label: 'Expected',
      value: range(impact.expected),
      note: 'Usual shape × level × campaign factors, summed over the window; in brackets the 90 % interval for what would have come.',
    });
  }
  if (impact.impactShare) {
    lines.push({
      label: 'Impact share',
      value: range(impact.impactShare, percent),
      note: '1 − actual / expected, never below zero.',
    });
  }
  if (state) lines.push(...expectationLines(state), ...decisionLines(state));
  if (impact.drop) {
    const { onset, detectedAt, lost, money } = impact.drop;
    lines.push(
      { label: 'Onset', value: onset, note: `Likeliest first minute of the drop; detected at ${detectedAt}.` },
      {
        label: 'Lost so far',
        value: range(lost),
        note: `Expected − actual since the onset; ${percent(lost.completeness)} of its minutes were measured.`,
      },
    );
    if (money?.text) {
      lines.push({
        label: 'Money lost so far',
        value: `${money.text.value} (${money.text.low} to ${money.text.high}) ${money.unit.slice(0, 3)}`,
        note: money.method,
        money: true,
      });
    }
  }
  if (impact.lossPerHour?.text) {
    const { text, unit, method } = impact.lossPerHour;
    lines.push({
      label: 'Money per hour',
      value: `${text.value} (${text.low} to ${text.high}) ${unit.slice(0, 3)}/h`,
      note: `At the rate of the window: ${method}.`,
      money: true,
    });
  }
  if (value) lines.push({ ...valueLine(value), money: true });
  lines.push({
    label: 'Sources',
    value: sources.join(', ') || 'none',
    note: 'All of them must be complete for a minute to count as measured.',
  });
  return {
    title: `Impact on ${impact.process}`,
    formula:
      'impact share = max(0, 1 − Σ actual / Σ expected); expected = weekly shape × level × campaign factors; money = (Σ expected − Σ actual) × value per event',
    lines,
  };
}

const stateMeans = {
  ok: 'Measured, and no drop is proven.',
  losing: 'A drop has been detected and lasts.',
  unknown: 'A source is silent, or the window was not wholly measured.',
  learning: 'Too little history to expect anything.',
} as const;

function windowLine({ window }: ProcessImpact): Line {
  const note = window.fromOnset
    ? 'From the detected onset, which is later than the usual window begins.'
    : 'The smallest of 5, 10, 15 and 30 minutes in which the threshold stands out; chosen on the hour and held for it.';
  return { label: 'Window', value: `${window.minutes} min, ${window.from} to ${window.to}`, note };
}

function expectationLines(state: WalkState): Line[] {
  const { profile } = state.input;
  const last = Math.max(0, state.minutes - 1);
  const { level, relativeVariance } = expectBlock(state.track, Math.floor(last / blockMinutes));
  const spread = Math.sqrt(state.widen * relativeVariance);
  const from = toRfc3339(profile.learnedFrom);
  const until = toRfc3339(profile.learnedUntil);
  return [
    {
      label: 'Usual shape now',
      value: `${count(state.track.base[last]!)} per minute`,
      note: `Same minute of the ${profile.cycle}, cleaned mean of up to five comparable weeks (${from} to ${until}), campaign factors applied; ${profile.timeZone}.`,
    },
    {
      label: 'Level',
      value: `× ${level.toFixed(3)} ± ${percent(spread)}`,
      note: 'Recent actual over recent usual, up to half an hour ago; frozen from half an hour before a drop on.',
    },
    {
      label: 'Over-dispersion φ',
      value: profile.dispersion.toFixed(2),
      note: 'Variance over mean of a minute’s count around its expectation, measured; 1 would be pure chance.',
    },
    {
      label: 'Learned from',
      value: `${count(profile.minutes)} measured minutes`,
      note: profile.notes.join(' ') || `Version ${profile.version}.`,
    },
  ];
}

function decisionLines(state: WalkState): Line[] {
  const windows = state.windows[Math.floor(Math.max(state.judgedFrom, state.minutes - 1) / 60)];
  if (!windows) return [];
  const { rules } = state.input;
  const { thresholds, precision, partial, total } = windows;
  const limit = (minutes: number): string => percent(smallestDrop(precision, minutes, rules.pageZ));
  const frozen = state.open
    ? 'A drop is open: the detector rests and the level stays frozen.'
    : `Opens a drop at ${rules.alarmScore.toFixed(1)}; the level freezes at half.`;
  return [
    {
      label: 'Thresholds',
      value: `P2 from ${percent(decimalOf(thresholds.partial))}, P1 from ${percent(decimalOf(thresholds.total))}`,
      note: `Windows ${partial.minutes} and ${total.minutes} min at ${showZ} standard deviations; nothing is classed below ${limit(partial.minutes)} and ${limit(total.minutes)}.`,
    },
    { label: 'Detector score', value: state.score.toFixed(1), note: frozen },
  ];
}

function valueLine(value: EventValue): Line {
  const text = `${moneyText(value.minor, value.currency)} ${value.currency}`;
  if (value.kind === 'perHour')
    return { label: 'Value per hour', value: text, note: 'From the catalogue; the missing share of it is lost.' };
  if (value.kind === 'perEvent') return { label: 'Value per event', value: text, note: 'From the catalogue.' };
  const sd = moneyText(valueSd(value, 60), value.currency);
  return {
    label: 'Value per event',
    value: text,
    note: `Robust mean amount of ${value.hours} hours; an hour’s mean strays by ${sd} ${value.currency} (one standard deviation).`,
  };
}
