import { withText } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { parseRatio } from '../../maths/ratios.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { KnownShare } from '../catalog/process-response.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import type { VerdictShown } from './incident-contract.ts';

type Range = Record<'value' | 'low' | 'high', number>;
type Choice = NonNullable<VerdictShown['proposed']>;

/** With less missing, the value of an hour cannot be told from the loss. */
const leastShare = 0.02;

/**
 * What the next hour costs if it is left as it is, with a banner, and switched off (method, section 5), each with its interval, and
 * what costs least. Left: the loss goes on at the present rate. Banner: what those who read it save is taken off. Switched off: the
 * whole value of the hour less what comes back later or goes another way. A share that the catalogue does not give is not invented:
 * its forecast is null, and then the class alone decides, P2 a banner, P1 to switch off. Null while nothing is losing. `said`: where
 * the share that moves is from, if not from the catalogue. `isOff`: something of the process is switched off; then the present loss is what
 * that costs, and what it would cost left on is not known from it.
 */
export function verdictOf(
  impact: ProcessImpact | undefined,
  response: ProcessSpec['response'],
  said: string | null = null,
  isOff = false,
): VerdictShown | null {
  if (impact?.state !== 'losing' || impact.drop === null) return null;
  const saved = response?.banner?.saved;
  const moved = response?.switchOff?.moved;
  const leave = impact.lossPerHour;
  if (isOff) return verdictOff(leave);
  const whole = leave && valueOfHour(leave, impact);
  const costs = {
    leave: leave && forecast(leave, leave, 'the present loss goes on for an hour'),
    banner:
      leave && saved
        ? forecast(leave, less(leave, saved), 'the present loss, less the share that a banner saves')
        : null,
    switchOff:
      leave && whole && moved
        ? forecast(leave, less(whole, moved), 'the value of an hour, less the share that moves')
        : null,
  };
  const sources = { banner: saved?.source ?? null, switchOff: moved?.source ?? null };
  const proposed = proposal(costs, impact);
  const why = costs.switchOff && said !== null ? `${proposed.why} ${said}` : proposed.why;
  return { minutes: 60, ...costs, sources, ...proposed, why };
}

const verdictOff = (present: Estimate | null): VerdictShown => ({
  ...{ minutes: 60, leave: null, banner: null, sources: { banner: null, switchOff: null }, proposed: null, by: null },
  switchOff: present && forecast(present, present, 'it stays switched off, and the present loss goes on for an hour'),
  why: 'It is switched off, in whole or in part: the present loss is what that costs. What it would cost left on stands with the switch, as it was reckoned then.',
  isOff: true,
});

/** What would be earned in an hour: the loss over the share that is missing, as unsure as what is expected and what an event is worth. */
function valueOfHour(leave: Estimate, { impactShare, expected, valuePerEvent }: ProcessImpact): Range | null {
  if (impactShare === null || expected === null || impactShare.value < leastShare || expected.value <= 0) return null;
  const value = leave.value / impactShare.value;
  const unsure = Math.hypot(halfWidth(expected), valuePerEvent === null ? 0 : halfWidth(valuePerEvent));
  return { value, low: Math.max(0, value * (1 - unsure)), high: value * (1 + unsure) };
}

const halfWidth = ({ value, low, high }: Range): number => (value > 0 ? (high - low) / (2 * value) : 0);

/** The rest when a share is taken off; bounds with bounds, so never narrower than it should be. */
function less({ value, low, high }: Range, known: KnownShare): Range {
  const rest = (share: string): number => {
    const { numerator, denominator } = parseRatio(share)!;
    return 1 - numerator / denominator;
  };
  return {
    value: value * rest(known.share),
    low: Math.max(0, low) * rest(known.high ?? known.share),
    high: high * rest(known.low ?? known.share),
  };
}

/** Of the next hour, in whole minor units. */
function forecast(origin: Estimate, { value, low, high }: Range, method: string): Estimate {
  const { text: _, ...rest } = origin;
  return withText({
    ...rest,
    ...{ value: Math.round(value), low: Math.round(low), high: Math.round(high) },
    ...{ unit: origin.unit.replace(/\/h$/, ''), method, version: 'verdict-1' },
  });
}

const words: Record<Choice, string> = {
  leave: 'To leave it as it is',
  banner: 'A banner',
  'switch-off': 'To switch it off',
};

function proposal(
  costs: Pick<VerdictShown, 'leave' | 'banner' | 'switchOff'>,
  { class: reached, drop }: ProcessImpact,
): Pick<VerdictShown, 'proposed' | 'by' | 'why'> {
  const known = (['leave', 'banner', 'switch-off'] as const)
    .flatMap((choice) => {
      const cost = choice === 'switch-off' ? costs.switchOff : costs[choice];
      return cost ? [{ choice, cost }] : [];
    })
    .sort((a, b) => a.cost.value - b.cost.value);
  const [least, next] = known;
  if (least && next) {
    const sure = least.cost.high < next.cost.low;
    const why = `${words[least.choice]} most likely costs least in the next hour${sure ? '' : '; the intervals overlap'}.`;
    return { proposed: least.choice, by: 'money', why };
  }
  const proven = reached ?? drop?.class ?? null;
  if (proven === null) return { proposed: null, by: null, why: 'Nothing is proven yet.' };
  const missing = costs.leave ? 'what a banner saves and what moves when it is off' : 'what the loss costs';
  const choice = proven === 'P1' ? 'switch-off' : 'banner';
  return {
    proposed: choice,
    by: 'class',
    why: `${words[choice]}, by its class ${proven} alone: ${missing} is not known.`,
  };
}
