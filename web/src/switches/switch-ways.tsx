import './switches.css';
import { type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { askedWord, offered, putWord } from './switch-words.ts';
import { useSwitchActs } from './use-switch.ts';

type Incident = Pick<IncidentPage, 'id' | 'verdict' | 'processName' | 'moneyHidden'>;

/** Everything that who looks may do with a switch now, and why they may not agree to what they asked themselves. */
export function SwitchWays({
  one,
  incident,
  isMain = false,
}: {
  one: SwitchShown;
  incident: Incident | null;
  /** The way off is what is advised: its button is the big one. */
  isMain?: boolean;
}): ReactNode {
  const { act, isBusy } = useSwitchActs(one);
  const [open, setOpen] = useState<SwitchShown['position'] | 'decline' | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const press = async (what: 'agree' | 'check'): Promise<void> => setFailed(await act({ act: what }));
  const close = (): void => setOpen(null);
  const named = <span className="visually-hidden">: {one.displayName}</span>;
  return (
    <div className="switch-ways">
      {one.asked !== null && <Asked one={one} asked={one.asked} />}
      <div className="switch-buttons">
        {one.may.includes('agree') && (
          <button type="button" className="button main" disabled={isBusy} onClick={() => void press('agree')}>
            {isBusy ? 'A moment…' : 'I agree'}
            {named}
          </button>
        )}
        {one.may.includes('decline') && (
          <button type="button" className="button" onClick={() => setOpen('decline')}>
            {one.asked?.mine ? 'Take it back…' : 'I do not agree…'}
            {named}
          </button>
        )}
        {offered(one).map((to) => (
          <button
            key={to}
            type="button"
            className={`button ${isMain && to === 'off' ? 'main' : ''}`}
            onClick={() => setOpen(to)}
          >
            {putWord(one, to)}…{named}
          </button>
        ))}
        {one.may.includes('check') && (
          <button type="button" className="button quiet" disabled={isBusy} onClick={() => void press('check')}>
            {isBusy ? 'A moment…' : 'Check now'}
            {named}
          </button>
        )}
      </div>
      {failed !== null && (
        <p role="alert" className="field-error small">
          {failed}
        </p>
      )}
      {open === 'decline' && <DeclineDialog one={one} act={act} isBusy={isBusy} onClose={close} />}
      {open !== null && open !== 'decline' && (
        <SwitchDialog one={one} to={open} incident={incident} act={act} isBusy={isBusy} onClose={close} />
      )}
    </div>
  );
}

function Asked({ one, asked }: { one: SwitchShown; asked: NonNullable<SwitchShown['asked']> }): ReactNode {
  return (
    <p className="switch-two" role="status">
      {asked.mine ? (
        <>
          <strong>You asked {askedWord(one, asked.position)}, so somebody else has to agree.</strong> Nothing is
          switched until then.
        </>
      ) : (
        <>
          <strong>
            {asked.by} asks {askedWord(one, asked.position)}.
          </strong>{' '}
          {one.may.includes('agree') ? 'It happens when you agree.' : 'It waits for a second person.'}
        </>
      )}{' '}
      “{asked.reason}”
    </p>
  );
}
