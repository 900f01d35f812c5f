import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Decision, Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { Confirmed } from '../access/form/confirmed.tsx';
import { withdrawDecision } from '../api/decisions.ts';
import { ownerText } from '../component/owner-text.ts';
import { Icon } from '../design/icons.tsx';
import { Moment } from './moment.tsx';
import { sideName, sideTitle } from './side-words.ts';
import { SignDialog } from './sign-dialog.tsx';
import { isWaiting, type Signer, standingOf } from './signing.ts';

/** Both sides of a decision: who signed when, or whom it waits for; with the button where it waits for the reader. */
export function Signatures({
  decision,
  manager,
  signer,
  mayWithdraw,
}: {
  decision: Decision;
  manager: string | null;
  signer: Signer;
  mayWithdraw: boolean;
}): ReactNode {
  const client = useQueryClient();
  const [signs, setSigns] = useState<Side | null>(null);
  return (
    <>
      <dl className="signatures">
        {standingOf(decision, manager, signer).map(({ side, signature, mayNow, isTheirs, waits }) => (
          <div key={side}>
            <dt>{sideTitle[side]}</dt>
            <dd>
              {signature ? (
                <span className="signature">
                  <Icon name="calm" />
                  <span>
                    {signature.name}
                    <small>
                      <Moment at={signature.at} />
                      {signature.instead !== null && `, in place of ${ownerText(signature.instead)}`}
                    </small>
                  </span>
                </span>
              ) : waits === '' ? (
                <span className="muted">not signed</span>
              ) : (
                <>
                  {!isTheirs && <span className="waits-for">{waits}</span>}
                  {mayNow && (
                    <button type="button" className={`button ${isTheirs ? 'main' : ''}`} onClick={() => setSigns(side)}>
                      {isTheirs || side === 'technology' || manager === null
                        ? `Sign for ${sideName[side]}`
                        : `Sign in place of ${ownerText(manager)}`}
                      <span className="visually-hidden">: {decision.processName}</span>
                    </button>
                  )}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {mayWithdraw && isWaiting(decision) && (
        <div className="withdraw">
          <Confirmed
            name="Withdraw it"
            question="It can then no longer be signed. It stays in the history as withdrawn."
            yes="Withdraw it"
            act={async () => {
              await withdrawDecision(decision.id);
              await client.invalidateQueries({ queryKey: ['live'] });
            }}
          />
        </div>
      )}
      {signs && (
        <SignDialog side={signs} waiting={[{ decision, manager }]} signer={signer} onClose={() => setSigns(null)} />
      )}
    </>
  );
}
