import { percentDigits } from '../../features/agreements/formats/percent.ts';
import type { Availability, CountingPolicy } from '../../features/outages/availability.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { type Interval, toRfc3339 } from '../../maths/instants.ts';
import { counted } from '../output.ts';
import { countText, momentText } from './number-text.ts';

type Fraction = Availability['raw'];

/** What is told of a subject. `interval` is null where no outage counted: nothing then says how long one lasts. */
export type AvailabilityAnswer = { subject: string } & Availability & { interval: Estimate | null };

/** The answer in plain words, a paragraph a subject. */
export function availabilityText(answers: readonly AvailabilityAnswer[], period: Interval, timeZone: string): string {
  const ends = [period.from, period.to].map((at) => momentText(toRfc3339(at), timeZone)).join(' to ');
  if (answers.length === 0) return `${ends} (${timeZone}): the ledger has no row, so nothing is known of anything.`;
  const { policy } = answers[0]!;
  const head = `${ends} (${timeZone}), ${durationText(answers[0]!.periodSeconds)}. ${policyText(policy)}`;
  return [head, ...answers.map(oneText)].join('\n\n');
}

function oneText(answer: AvailabilityAnswer): string {
  const { adjusted, excludedSeconds, periodSeconds, belowMinimum } = answer;
  const base = periodSeconds - excludedSeconds;
  const same =
    adjusted.low.numerator === adjusted.high.numerator && adjusted.low.denominator === adjusted.high.denominator;
  const bound = same ? percent(adjusted.low) : `between ${percent(adjusted.low)} and ${percent(adjusted.high)}`;
  const row = (name: string, text: string, why: string): string =>
    `  ${name.padEnd(12)} ${text.padEnd(10)} ${why}`.trimEnd();
  const without = excludedSeconds > 0 ? ` of ${durationText(base)} that count` : '';
  return [
    answer.subject,
    row('Raw', percent(answer.raw), `${durationText(answer.rawDownSeconds)} down as seen, nothing left out`),
    row('Adjusted', bound, `${durationText(answer.downSeconds)} down${without}`),
    row('Own only', percent(answer.ownOnly), downText(answer.ownDownSeconds)),
    row('Vendor only', percent(answer.vendorOnly), downText(answer.vendorDownSeconds)),
    ...(answer.bothDownSeconds > 0
      ? [row('Both only', percent(answer.bothOnly), downText(answer.bothDownSeconds))]
      : []),
    row('Excluded', durationText(excludedSeconds), ''),
    row('Unmeasured', durationText(answer.unmeasuredSeconds), ''),
    ...(belowMinimum.spells > 0
      ? [
          row(
            'Too short',
            durationText(belowMinimum.seconds),
            `in ${counted(belowMinimum.spells, 'spell')}, not counted`,
          ),
        ]
      : []),
    intervalText(answer),
  ].join('\n');
}

function intervalText({ interval, outages }: AvailabilityAnswer): string {
  if (interval === null) return '- No outage counted, so nothing tells how sure the figure is.';
  const [low, high] = [interval.low, interval.high].map((share) => `${(100 * share).toFixed(3)} %`);
  const few = outages < 12 ? '; so few make the range too narrow' : '';
  return `- What lasts behind it lies between ${low} and ${high} (95 %). This rests on ${counted(outages, 'outage')}${few}.`;
}

function policyText({ planned, unknown, partial, minimumSeconds }: CountingPolicy): string {
  const words = [
    { exclude: 'Excluded time is left out', up: 'Excluded time counts as up', down: 'Excluded time counts as down' }[
      planned
    ],
    {
      bound: 'unmeasured time makes a bound',
      up: 'unmeasured time counts as up',
      down: 'unmeasured time counts as down',
    }[unknown],
    { share: 'a part that failed counts by its share', 'all-or-nothing': 'any part that failed counts whole' }[partial],
    ...(minimumSeconds > 0 ? [`less than ${durationText(minimumSeconds)} in a row does not count`] : []),
  ];
  return `${words.join('; ')}.`;
}

const percent = (fraction: Fraction): string => `${percentDigits(fraction)} %`;
const downText = (seconds: number): string => (seconds === 0 ? '' : `${durationText(seconds)} down`);

/** `719 h`, `1 h 30 min`, `12 min 5 s`, `0 min`. */
function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3_600), 'h'],
    [Math.floor((whole % 3_600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${countText(count)} ${unit}`);
  return shown.join(' ') || (seconds > 0 ? 'under a second' : '0 min');
}
