import '../access/form/form.css';
import './decisions.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { signDecision } from '../api/decisions.ts';
import { ApiProblem } from '../api/problem.ts';
import { ownerText } from '../component/owner-text.ts';
import { plural } from '../design/format/numbers.ts';
import { sideName } from './side-words.ts';
import { isManager, type Signer, type Waiting } from './signing.ts';
import { Terms } from './terms.tsx';

/** Shows exactly what is signed, one decision or several, and signs after one clear press. */
export function SignDialog({
  side,
  waiting,
  signer,
  onClose,
}: {
  side: Side;
  waiting: readonly Waiting[];
  signer: Signer;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  // What is signed is what was shown when the dialog opened, whatever arrives meanwhile.
  const shown = useRef(waiting).current;
  const [signed, setSigned] = useState<readonly string[]>([]);
  const [state, setState] = useState<'open' | 'signing'>('open');
  const [failed, setFailed] = useState<string | null>(null);
  const open = shown.filter(({ decision }) => !signed.includes(decision.id));

  async function sign(): Promise<void> {
    setState('signing');
    setFailed(null);
    try {
      for (const { decision } of open) {
        await signDecision(decision.id, side);
        setSigned((now) => [...now, decision.id]);
      }
      onClose();
    } catch (problem) {
      setFailed(problem instanceof ApiProblem ? problem.detail : 'It could not be signed.');
      setState('open');
    } finally {
      void client.invalidateQueries({ queryKey: ['live'] });
    }
  }
  const only = shown.length === 1 ? shown[0] : undefined;
  const title = only ? `Sign: ${only.decision.processName}` : `Sign ${plural(shown.length, 'decision')}`;
  return (
    <DialogFrame title={title} onClose={onClose}>
      <FormProblem problem={failed} />
      <p>
        You sign for <strong>{sideName[side]}</strong>. Once both sides have signed, {only ? 'it holds' : 'they hold'}{' '}
        and cannot be changed, only followed by a new decision.
      </p>
      <ul className="to-sign">
        {shown.map(({ decision, manager }) => (
          <li key={decision.id} className={signed.includes(decision.id) ? 'is-signed' : ''}>
            {!only && (
              <h3>
                {decision.processName}
                {signed.includes(decision.id) && <small> signed</small>}
              </h3>
            )}
            <Terms decision={decision} />
            {side === 'business' && manager !== null && !isManager(manager, signer) && (
              <p className="to-sign-instead">
                The catalogue names {ownerText(manager)} as product manager. You sign in that place, and it is written
                down.
              </p>
            )}
          </li>
        ))}
      </ul>
      <div className="form-ways sticky-ways">
        <button type="button" className="button" onClick={onClose}>
          {signed.length > 0 ? 'Close' : 'Not now'}
        </button>
        <button type="button" className="button main" disabled={state === 'signing'} onClick={() => void sign()}>
          {state === 'signing'
            ? `Signing… ${shown.length > 1 ? `${signed.length} of ${shown.length}` : ''}`
            : `Sign ${open.length > 1 ? `all ${open.length} ` : ''}for ${sideName[side]}`}
        </button>
      </div>
    </DialogFrame>
  );
}
