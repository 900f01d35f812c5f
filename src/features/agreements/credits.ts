import { toRfc3339 } from '../../maths/instants.ts';
import { parseMoney } from '../../maths/money.ts';
import { type Fraction, parseRatio } from '../../maths/ratios.ts';
import type { AgreementSpec } from './agreement.ts';
import { percentText } from './agreement-terms.ts';
import { percentDigits } from './formats/percent.ts';
import { dayAfter, type Period } from './period.ts';
import { atLeast } from './promises.ts';
import type { CreditReport, PromiseReport } from './report-contract.ts';

type Credits = NonNullable<AgreementSpec['credits']>;
type Tier = Credits['tiers'][number];

/** A share of the fee as minor units, rounded half up. */
function shareOf(feeMinor: number, share: string): number {
  const { numerator, denominator } = parseRatio(share)!;
  const whole = BigInt(feeMinor) * BigInt(numerator);
  return Number((2n * whole + BigInt(denominator)) / (2n * BigInt(denominator)));
}

/** The tier with the lowest bound above an availability; null where none is missed. */
export function tierFor({ tiers }: Credits, availability: Fraction): Tier | null {
  return tiers.findLast(({ below }) => !atLeast(availability, parseRatio(below)!)) ?? null;
}

/** What is owed for an availability, never above the cap, in minor units. */
export function owedFor(credits: Credits, availability: Fraction): number {
  const fee = feeOf(credits);
  const tier = tierFor(credits, availability);
  return tier === null ? 0 : Math.min(shareOf(fee, tier.share), shareOf(fee, credits.cap));
}

const feeOf = ({ fee, currency }: Credits): number => parseMoney(fee, currency)!;

export type CreditForecast = CreditReport['forecastMinor'];

/** What is owed for a period by the worst of the promises, as known now; both ends where it is a bound. */
export function creditReport(
  credits: Credits,
  period: Period,
  promises: readonly PromiseReport[],
  forecast: { minor: CreditForecast; why: string } | null,
): CreditReport {
  const { currency, claimDays } = credits;
  const feeMinor = feeOf(credits);
  const worst = worstOf(promises);
  const owed = worst && { low: owedFor(credits, worst.high), high: owedFor(credits, worst.low) };
  return {
    ...{ currency, feeMinor, claimUntil: toRfc3339(dayAfter(period, claimDays + 1)) },
    owedMinor: owed ?? { low: 0, high: 0 },
    forecastMinor: forecast?.minor ?? null,
    tier: worst === null ? null : tierFor(credits, worst.high),
    capMinor: shareOf(feeMinor, credits.cap),
    why: [wordsOf(credits, worst), ...(forecast === null ? [] : [forecast.why])].join(' '),
  };
}

interface Worst {
  low: Fraction & { text: string };
  high: Fraction & { text: string };
  lowOf: string;
}

/** The lowest low end and the lowest high end of all that was counted. */
function worstOf(promises: readonly PromiseReport[]): Worst | null {
  const counted = promises.flatMap(({ low, high, subject }) =>
    low === null || high === null ? [] : [{ low, high, lowOf: subject.name }],
  );
  if (counted.length === 0) return null;
  return counted.reduce((worst, one) => ({
    ...(atLeast(one.low, worst.low) ? { low: worst.low, lowOf: worst.lowOf } : { low: one.low, lowOf: one.lowOf }),
    high: atLeast(one.high, worst.high) ? worst.high : one.high,
  }));
}

function wordsOf(credits: Credits, worst: Worst | null): string {
  if (worst === null) return 'Nothing was counted, so nothing can be said of credits.';
  const [low, high] = [percentDigits(worst.low), percentDigits(worst.high)];
  const figure = low === high ? `${high} %` : `${low} to ${high} %`;
  const [sure, possible] = [tierFor(credits, worst.high), tierFor(credits, worst.low)];
  const said = `The worst subject is ${worst.lowOf} with ${figure}`;
  const tierWords = ({ below, share }: Tier): string =>
    `below ${percentText(below)}, for which ${percentText(share, 0)} of the fee is owed`;
  if (possible === null) return `${said}, which is below no tier.`;
  if (sure?.below === possible.below) return `${said}: ${tierWords(sure)}.`;
  const surely = sure === null ? 'no tier' : `the tier ${tierWords(sure)}`;
  return `${said}, because time was not measured: it is below ${surely}, and may be ${tierWords(possible)}.`;
}
