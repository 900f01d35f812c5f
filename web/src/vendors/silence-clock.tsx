import type { ReactNode } from 'react';
import type { VendorCall } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { Icon } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { useNow } from '../shell/now.ts';
import { callStates, silenceText } from './vendor-words.ts';
import './vendors.css';

/** How long they have been silent, to the second, and who is next; or what they said. */
export function SilenceClock({ call, near }: { call: VendorCall; near: number }): ReactNode {
  const { answer, state, contacts } = call;
  if (answer !== null) {
    const who = contacts.find(({ number }) => number === answer.contact)?.name ?? 'They';
    return (
      <p className="vendor-silence answered" role="status">
        <Icon name="calm" />
        <span>
          <strong>{who} answered</strong> at <Time at={Date.parse(answer.at)} near={near} />: “{answer.words}”{' '}
          <span className="muted">({answer.by})</span>
        </span>
      </p>
    );
  }
  if (state === 'ended') return <p className="small muted">{callStates.ended}.</p>;
  return (
    <p className={`vendor-silence ${state}`}>
      <Icon name={state === 'exhausted' ? 'alarm' : 'learning'} />
      <Ticking call={call} />
    </p>
  );
}

/** Draws itself each second, alone; not announced each second. */
function Ticking({ call }: { call: VendorCall }): ReactNode {
  const now = useNow();
  return (
    <strong role="timer" aria-live="off">
      {silenceText(call, now)}
    </strong>
  );
}
