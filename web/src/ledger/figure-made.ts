import type { Availability, CountingPolicy, ExactFraction } from '../../../src/features/outages/availability.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { divisionText, secondsText } from '../design/format/fractions.ts';
import { plural } from '../design/format/numbers.ts';

type Lines = Breakdown['lines'];
const line = (label: string, value: string, note = ''): Lines[number] => ({ label, value, note });

/** The policy in sentences, as it is printed with every figure. */
export function policyWords({ planned, unknown, partial, minimumSeconds }: CountingPolicy): string[] {
  return [
    {
      exclude: 'Excluded time leaves the time that counts.',
      up: 'Excluded time counts as up.',
      down: 'Excluded time counts as down.',
    }[planned],
    {
      bound: 'Time that nobody measured makes the figure a bound.',
      up: 'Time that nobody measured counts as up.',
      down: 'Time that nobody measured counts as down.',
    }[unknown],
    partial === 'share' ? 'A partial outage counts by its share.' : 'Any outage counts whole.',
    minimumSeconds === 0
      ? 'Every second counts.'
      : `What is shorter than ${secondsText(minimumSeconds)} does not count.`,
  ];
}

const policyLines = (policy: CountingPolicy): Lines => [line('Counted so', policyWords(policy).join(' '))];
const exactly = (fraction: ExactFraction, label = 'Exactly'): Lines[number] =>
  line(label, divisionText(fraction), `${fraction.text}, cut at six places`);

/** As it was seen: no policy, nothing excluded. */
export function rawMade({ raw, rawDownSeconds, periodSeconds }: Availability): Breakdown {
  return {
    title: 'As it was seen',
    formula: '1 − down ÷ period, over the times at which each outage was seen; nothing is excluded or corrected',
    lines: [
      exactly(raw),
      line(
        'Down as seen',
        secondsText(rawDownSeconds),
        'planned and unplanned ones and false alarms; overlaps count once',
      ),
      line('Period', secondsText(periodSeconds)),
    ],
  };
}

/** By the policy, from the ends that count. */
export function adjustedMade(figures: Availability): Breakdown {
  const { low, high } = figures.adjusted;
  const isBound = low.numerator !== high.numerator || low.denominator !== high.denominator;
  return {
    title: 'What counts',
    formula: '1 − down ÷ (period − excluded), over the ends that count',
    lines: [
      ...(isBound ? [exactly(low, 'At least'), exactly(high, 'At most')] : [exactly(high)]),
      line(
        'Down',
        secondsText(figures.downSeconds),
        `${plural(figures.outages, 'outage')}, weighted by the share that failed`,
      ),
      line('Period', secondsText(figures.periodSeconds)),
      line('Excluded', secondsText(figures.excludedSeconds), 'agreed to by a second person'),
      line('Not measured', secondsText(figures.unmeasuredSeconds)),
      ...tooShort(figures),
      ...policyLines(figures.policy),
    ],
  };
}

function tooShort({ belowMinimum: { spells, seconds } }: Availability): Lines {
  return spells === 0
    ? []
    : [
        line(
          'Too short to count',
          secondsText(seconds),
          `${plural(spells, 'spell')} below the minimum; not in what is down`,
        ),
      ];
}

export const faultFigures = [
  { id: 'own', name: 'Own fault only', of: 'ownOnly', down: 'ownDownSeconds', whose: 'our own fault' },
  { id: 'vendor', name: 'Vendor’s fault only', of: 'vendorOnly', down: 'vendorDownSeconds', whose: 'a vendor’s fault' },
  { id: 'both', name: 'Shared fault only', of: 'bothOnly', down: 'bothDownSeconds', whose: 'the fault of both' },
] as const;

/** The availability if nothing else had been down. */
export function faultMade(figures: Availability, { of, down, whose }: (typeof faultFigures)[number]): Breakdown {
  return {
    title: `Down by ${whose}`,
    formula: `1 − down by ${whose} ÷ (period − excluded): what it would be had nothing else been down`,
    lines: [
      exactly(figures[of]),
      line('Down', secondsText(figures[down])),
      line('Of all that is down', secondsText(figures.downSeconds), 'own + vendor + both is the whole'),
      line('Time that counts', secondsText(figures.periodSeconds - figures.excludedSeconds)),
      ...policyLines(figures.policy),
    ],
  };
}

export function unmeasuredMade({ unmeasuredSeconds, periodSeconds, excludedSeconds }: Availability): Breakdown {
  return {
    title: 'Not measured',
    formula:
      'time in which a source was silent, so nobody knows; time with an outage is known, excluded time is excluded',
    lines: [
      line('Not measured', secondsText(unmeasuredSeconds)),
      line('Time that counts', secondsText(periodSeconds - excludedSeconds)),
    ],
  };
}
