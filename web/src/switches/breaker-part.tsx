import type { ReactNode } from 'react';
import type { BreakerShown, SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { ratioText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { type IconName, State, type Tone } from '../design/icons.tsx';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { Said } from '../design/said.tsx';
import { putWord } from './switch-words.ts';

const states: Record<BreakerShown['state'], { tone: Tone; icon: IconName; word: string }> = {
  closed: { tone: 'calm', icon: 'calm', word: 'Closed: everybody gets through' },
  open: { tone: 'loss', icon: 'close', word: 'Open: nobody gets through' },
  'half-open': { tone: 'alarm', icon: 'quiet', word: 'Half-open' },
};

/** The breaker: where it stands, what is missing now, and its next step, which it takes or advises. */
export function BreakerPart({ one, asOf }: { one: SwitchShown; asOf: number }): ReactNode {
  const { breaker } = one;
  if (breaker === null) return null;
  const { state, policy, share, since, next, missing } = breaker;
  const { tone, icon, word } = states[state];
  return (
    <section className="switch-breaker" aria-label={`Breaker of ${one.displayName}`}>
      <p className="breaker-state">
        <State tone={tone} icon={icon}>
          {word}
          {state === 'half-open' && share !== null && `: ${ratioText(share)} get through`}
        </State>
        <span className="muted small">
          Breaker, since <Time at={Date.parse(since)} near={asOf} />;{' '}
          {policy === 'automatic' ? 'it acts by itself' : 'it only advises'}
        </span>
      </p>
      {missing !== null && (
        <p className="small breaker-missing">
          Missing now{' '}
          <EstimateValue estimate={missing} label={`${one.displayName}: missing of what is expected`} interval={true} />
        </p>
      )}
      {next !== null && (
        <p className="small">
          <strong>
            {policy === 'automatic' ? 'Next' : 'It advises'}: {putWord(one, next.position).toLowerCase()}
            {next.share !== null && `, ${ratioText(next.share)}`}
          </strong>{' '}
          <When at={Date.parse(next.at)} asOf={asOf} />. <Said text={next.why} />
        </p>
      )}
    </section>
  );
}

function When({ at, asOf }: { at: number; asOf: number }): ReactNode {
  if (at <= asOf) return 'now';
  return (
    <>
      at <Time at={at} near={asOf} />
      {at - asOf >= minute && `, in ${durationText(at - asOf)}`}
    </>
  );
}
