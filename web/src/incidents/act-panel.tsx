import { type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { useMe } from '../api/me.ts';
import { Panel } from '../design/panel.tsx';
import { ActDialog } from './act-dialog.tsx';
import { type ActName, actWords, isClosed, mayAct } from './incident-words.ts';
import { MuteDialog } from './mute-dialog.tsx';
import type { TakeStep } from './use-incident.ts';

/** What else can be done with it from where it stands. */
export function ActPanel({ page, take, isBusy }: { page: IncidentPage; take: TakeStep; isBusy: boolean }): ReactNode {
  const [asked, setAsked] = useState<ActName | 'mute' | null>(null);
  const mayRespond = useMe()?.rights.includes('respond') ?? false;
  const offered = mayAct(page);
  const close = (): void => setAsked(null);
  return (
    <Panel title="How it goes on">
      <div className="incident-acts">
        {offered.map((act, index) => (
          <button
            key={act}
            type="button"
            className={`button ${index === 0 && actWords[act].isUsual ? 'main' : ''}`}
            onClick={() => setAsked(act)}
          >
            {actWords[act].name}…
          </button>
        ))}
        {page.may.includes('mute') && (
          <button type="button" className="button" onClick={() => setAsked('mute')}>
            Mute it…
          </button>
        )}
        {offered.length === 0 && !page.may.includes('mute') && (
          <p className="muted small">
            {mayRespond
              ? isClosed(page)
                ? 'It is closed: nothing is left to do.'
                : 'Nothing is to be done now.'
              : 'You may look on. Those who are on call, editors and administrators act.'}
          </p>
        )}
      </div>
      {asked === 'mute' && <MuteDialog page={page} take={take} onClose={close} />}
      {asked !== null && asked !== 'mute' && <ActDialog act={asked} take={take} isBusy={isBusy} onClose={close} />}
    </Panel>
  );
}
