import type { Handover } from '../weekly-contract.ts';
import type { SaidOfShift } from './week-facts.ts';

/** Hand-overs with what their people said last: that is theirs to change, on a kept week too; what was counted stays. */
export function saidIn(handovers: readonly Handover[], said: readonly SaidOfShift[]): Handover[] {
  return handovers.map((one) => {
    const last = said.findLast(({ rotation, from }) => rotation === one.rotation && from === Date.parse(one.from));
    return last === undefined ? one : { ...one, score: last.score, words: last.words };
  });
}
