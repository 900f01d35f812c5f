import type { EpochMs } from '../../maths/instants.ts';
import { day } from '../../maths/instants.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { KnownShare } from '../catalog/process-response.ts';
import { endsOf, type Outage } from '../outages/outage.ts';

/** What is known of what can be done while a process loses, and the sentence that says what the ledger gave of it. */
export interface KnownResponse {
  response: ProcessSpec['response'];
  said: string | null;
}

/** How far back the outages of a process are looked at. */
export const ledgerDays = 180;

/**
 * What the catalogue says of the response, and where it is silent on what moves when the process is switched off: the share of their
 * cost that came back after its past outages. Those count whose loss is final, of the half year before `now`; together, so that a
 * long one weighs more. Bounds with bounds, so never narrower than it should be. `outages` are those of the process.
 */
export function knownResponse(given: ProcessSpec['response'], outages: readonly Outage[], now: EpochMs): KnownResponse {
  if (given?.switchOff) return { response: given, said: null };
  const losses = outages.filter((outage) => isPast(outage, now)).flatMap(finalLoss);
  const unit = losses.at(-1)?.gross.unit;
  const same = losses.filter(({ gross, recovered }) => gross.unit === unit && recovered.unit === unit);
  const sum = (of: 'gross' | 'recovered', bound: 'value' | 'low' | 'high'): number =>
    same.reduce((total, loss) => total + Math.max(0, loss[of][bound]), 0);
  const gross = sum('gross', 'value');
  if (same.length === 0 || gross <= 0) return { response: given, said: null };
  const share = clamped(sum('recovered', 'value') / gross);
  const low = Math.min(share, clamped(sum('recovered', 'low') / sum('gross', 'high')));
  const high = Math.max(share, clamped(sum('recovered', 'high') / Math.max(1, sum('gross', 'low'))));
  const many = same.length === 1 ? 'one past outage' : `${same.length} past outages`;
  const moved: KnownShare = {
    ...{ share: share.toFixed(4), low: low.toFixed(4), high: high.toFixed(4) },
    source: `what came back after ${many} in the ledger`,
  };
  const percent = (value: number): string => String(Math.round(100 * value));
  return {
    response: { ...given, switchOff: { moved } },
    said: `The catalogue does not say what moves when it is off: taken is what came back within a day after ${many}, ${percent(share)} % (${percent(low)}–${percent(high)} %).`,
  };
}

function isPast({ kind, state, ...ends }: Outage, now: EpochMs): boolean {
  const { to } = endsOf(ends);
  return kind === 'unplanned' && state !== 'removed' && to !== null && to <= now && to > now - ledgerDays * day;
}

function finalLoss({ loss }: Outage) {
  if (loss === null || loss.preliminary || loss.gross === null || loss.recovered === null) return [];
  return loss.gross.value > 0 ? [{ gross: loss.gross, recovered: loss.recovered }] : [];
}

const clamped = (share: number): number => Math.min(1, Math.max(0, share));
