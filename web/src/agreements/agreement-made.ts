import type { CreditReport, PromiseReport } from '../../../src/features/agreements/report-contract.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { moneyText } from '../../../src/maths/money.ts';
import { divisionText, secondsText } from '../design/format/fractions.ts';
import { grouped, ratioText } from '../design/format/numbers.ts';
import { countingWords, isSame, leftOfPromise, promiseStates } from './promise-words.ts';

type Lines = Breakdown['lines'];

/** What a promised figure was made of: its exact fraction, how it was counted, and what leads further. */
export function promiseMade(promise: PromiseReport, reportHref?: string): Breakdown {
  const { low, high, target, counting, secondsLeft, subject } = promise;
  const fractions: Lines =
    low === null || high === null
      ? [{ label: 'Counted', value: 'nothing', note: '' }]
      : isSame(low, high)
        ? [{ label: 'Exactly', value: divisionText(low), note: `${low.text}, cut at six places` }]
        : [
            { label: 'At least', value: divisionText(low), note: `${low.text}: all unknown time down` },
            { label: 'At most', value: divisionText(high), note: `${high.text}: all unknown time up` },
          ];
  return {
    title: `${promise.displayName}, ${countingWords[counting].word}`,
    formula: countingWords[counting].means,
    lines: [
      ...fractions,
      { label: 'Target', value: ratioText(target), note: 'at least' },
      { label: 'State', value: promiseStates[promise.state].word, note: promiseStates[promise.state].means },
      ...(secondsLeft === null
        ? []
        : [{ label: 'Down-time', value: leftOfPromise(secondsLeft) ?? '', note: secondsExact(secondsLeft) }]),
      {
        label: 'Of',
        value: `${subject.kind} ${subject.name}`,
        note: reportHref === undefined ? '' : 'the report of the period has every outage',
        ...(reportHref === undefined ? {} : { href: reportHref }),
      },
    ],
  };
}

const secondsExact = (seconds: number): string => `${grouped(String(seconds))} s, that is ${secondsText(seconds)}`;

const exact = (minor: number, currency: string): string => `${grouped(moneyText(minor, currency))} ${currency}`;

/** What is owed, by which tier, and what could come. */
export function creditMade(credits: CreditReport): Breakdown {
  const { currency, owedMinor, forecastMinor, tier } = credits;
  const owed: Lines =
    owedMinor.low === owedMinor.high
      ? [{ label: 'Owed', value: exact(owedMinor.low, currency), note: credits.why }]
      : [
          { label: 'Owed at least', value: exact(owedMinor.low, currency), note: credits.why },
          { label: 'Owed at most', value: exact(owedMinor.high, currency), note: 'if unknown time was down' },
        ];
  return {
    title: 'Credits',
    formula: 'fee of the period × share of the lowest tier that was missed, at most the cap',
    lines: [
      ...owed,
      { label: 'Fee', value: exact(credits.feeMinor, currency), note: 'of the period' },
      tier === null
        ? { label: 'Tier', value: 'none was missed', note: '' }
        : { label: 'Tier', value: `below ${ratioText(tier.below)}`, note: `${ratioText(tier.share)} of the fee` },
      { label: 'Cap', value: exact(credits.capMinor, currency), note: 'at most, in a period' },
      ...(forecastMinor === null
        ? []
        : [
            {
              label: 'By the end',
              value: exact(forecastMinor.likely, currency),
              note: `between ${exact(forecastMinor.low, currency)} and ${exact(forecastMinor.high, currency)}, if the rest goes as it usually does`,
            },
          ]),
    ],
  };
}
