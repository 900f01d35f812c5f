import type { Estimate } from '../../maths/estimate.ts';
import { moneyText } from '../../maths/money.ts';
import type { LossReport } from '../impact/loss-answer.ts';
import type { OutageLoss } from '../outages/outage.ts';

/**
 * What was lost, what of it came back within the horizon, and what remains: money where it is known what an event is worth, else
 * events. What came back is claimed only where it stands out of what chance leaves open (method.md, section 2); else nothing did,
 * which at the upper end is what chance could hide, and what remains is the loss itself. Null while the horizon is not over.
 */
export function cameBack(report: LossReport): Pick<OutageLoss, 'lost' | 'gross' | 'recovered' | 'net'> {
  const { lost, money, recoveryClaimed } = report;
  const gross = money?.gross ?? null;
  const recovered = money ? money.recovered : report.recovered;
  const net = money ? money.net : report.net;
  if (recovered === null || recoveryClaimed) return { lost, gross, recovered, net };
  return { lost, gross, recovered: noneOf(recovered), net: gross ?? lost };
}

function noneOf(recovered: Estimate): Estimate {
  const high = Math.max(0, recovered.high);
  const none = { ...recovered, value: 0, low: 0, high, method: `${recovered.method}; none stands out of chance` };
  const currency = /^([A-Z]{3})-minor$/.exec(recovered.unit)?.[1];
  if (recovered.text === undefined || currency === undefined) return none;
  const zero = moneyText(0, currency);
  return { ...none, text: { value: zero, low: zero, high: moneyText(high, currency) } };
}
