import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Workshop, WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { undo } from '../api/workshops.ts';
import { SignWaiting } from '../decisions/sign-waiting.tsx';
import { isWaiting } from '../decisions/signing.ts';
import { useSigner } from '../decisions/use-signer.ts';
import { plural } from '../design/format/numbers.ts';
import { CloseDialog } from './close-dialog.tsx';
import { inRank } from './order.ts';
import { ResultTable } from './result-table.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import type { Act } from './use-workshop.ts';

/** What came of the questions: to be settled and closed, then to be signed and printed. */
export function Result({
  workshop,
  act,
  mayDecide,
  onAsk,
}: {
  workshop: Workshop;
  act: Act;
  mayDecide: boolean;
  /** Back to the questions, where some are left. */
  onAsk: (() => void) | null;
}): ReactNode {
  const signer = useSigner(workshop.maySign);
  const [dialog, setDialog] = useState<'close' | { settle: string } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = workshop.state === 'open';
  useEffect(() => {
    if (isOpen && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [isOpen]);
  const settles =
    typeof dialog === 'object' ? workshop.processes.find(({ name }) => name === dialog?.settle) : undefined;
  return (
    <>
      {!isOpen && <SignWaiting waiting={waitingIn(workshop.processes)} signer={signer} />}
      <section className="panel" aria-labelledby="workshop-result">
        <div className="panel-head result-head">
          <div>
            <h2 id="workshop-result" ref={heading} tabIndex={-1}>
              {onAsk ? 'What you said so far' : isOpen ? 'This is what you said' : 'What came of it'}
            </h2>
            <p className="muted small">{saysText(workshop)}</p>
          </div>
          <div className="toolbar">
            {onAsk && (
              <button type="button" className="button" onClick={onAsk}>
                Back to the questions
              </button>
            )}
            {isOpen && !onAsk && mayDecide && workshop.asked > 0 && (
              <button type="button" className="button" onClick={() => void act(undo)}>
                Undo the last answer
              </button>
            )}
            <button type="button" className="button" onClick={() => window.print()}>
              Print
            </button>
            {isOpen && mayDecide && (
              <button type="button" className="button main" onClick={() => setDialog('close')}>
                Close the workshop
              </button>
            )}
          </div>
        </div>
        <ResultTable
          processes={inRank(workshop.processes)}
          isOpen={isOpen}
          signer={signer}
          onSettle={isOpen && mayDecide ? (settle) => setDialog({ settle }) : null}
        />
      </section>
      {dialog === 'close' && <CloseDialog workshop={workshop} act={act} onClose={() => setDialog(null)} />}
      {settles && <SettleDialog process={settles} act={act} onClose={() => setDialog(null)} />}
    </>
  );
}

const waitingIn = (processes: readonly WorkshopProcess[]) =>
  processes.flatMap(({ decision, productManager }) =>
    decision !== null && isWaiting(decision) ? [{ decision, manager: productManager }] : [],
  );

function saysText({ state, asked, leftAtMost, processes }: Workshop): string {
  if (state === 'open' && leftAtMost > 0)
    return `${plural(asked, 'question is', 'questions are')} answered, at most ${leftAtMost} are left. Whoever closes now leaves processes without a level as they are.`;
  if (state === 'open') {
    return `Every question is answered (${asked} of them). Settle a level differently where the answers do not say it all, then close: that proposes the decisions, and business and technology sign.`;
  }
  const waiting = waitingIn(processes).length;
  const made = processes.filter(({ decision }) => decision !== null).length;
  if (made === 0) return 'Every level is confirmed; there is nothing to sign.';
  return `${plural(made, 'decision was', 'decisions were')} proposed, ${waiting === 0 ? 'and none waits for a signature any more' : `${waiting} of them still ${waiting === 1 ? 'waits' : 'wait'} for signatures`}.`;
}
