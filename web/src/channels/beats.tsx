import type { ReactNode } from 'react';
import type { BeatShown } from '../../../src/features/notifications/contract.ts';
import { Ago } from '../access/ago.tsx';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';

/** Whether somebody outside would notice that Waga has stopped: Waga cannot tell that itself. */
export function Beats({ beats }: { beats: readonly BeatShown[] }): ReactNode {
  return (
    <Panel
      title="If Waga itself stops"
      note="After each evaluation Waga calls others. They page when the calls stay away, which Waga could not do any more."
    >
      {beats.length === 0 ? (
        <p className="panel-empty muted">
          Nobody would notice. Set <code>heartbeat</code> in the configuration of the server, or add an Alertmanager.
        </p>
      ) : (
        <dl className="beats">
          {beats.map(({ to, calledAt, failingSince, reason }) => (
            <div key={to}>
              <dt>{to === 'heartbeat' ? 'Heartbeat address' : `Always-firing alert in ${to}`}</dt>
              <dd>
                {failingSince === null ? (
                  <State tone="calm" icon="calm">
                    Called
                  </State>
                ) : (
                  <State tone="loss" icon="loss">
                    Fails
                  </State>
                )}
                <Ago at={calledAt} />
                {reason !== null && <p className="delivery-reason">{reason}</p>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
