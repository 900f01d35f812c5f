import './decisions.css';
import { type ReactNode, useState } from 'react';
import type { Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { plural } from '../design/format/numbers.ts';
import { sideName } from './side-words.ts';
import { SignDialog } from './sign-dialog.tsx';
import { type Signer, sides, type Waiting, waitingForThem } from './signing.ts';

/** What waits for the reader alone, with the way to sign all of it at once; nothing where nothing does. */
export function SignWaiting({ waiting, signer }: { waiting: readonly Waiting[]; signer: Signer }): ReactNode {
  const [open, setOpen] = useState<{ side: Side; theirs: Waiting[] } | null>(null);
  const bySide = sides.map((side) => ({ side, theirs: waitingForThem(waiting, side, signer) }));
  const some = bySide.filter(({ theirs }) => theirs.length > 0);
  return (
    <>
      {some.length > 0 && (
        <section className="panel waits-for-you" aria-label="Waits for you">
          {some.map(({ side, theirs }) => (
            <div key={side}>
              <p>
                <strong>
                  {plural(theirs.length, 'decision waits', 'decisions wait')} for your signature for {sideName[side]}.
                </strong>{' '}
                <span className="muted">{namesText(theirs)}</span>
              </p>
              <button type="button" className="button main" onClick={() => setOpen({ side, theirs })}>
                Read and sign for {sideName[side]}
              </button>
            </div>
          ))}
        </section>
      )}
      {open && <SignDialog side={open.side} waiting={open.theirs} signer={signer} onClose={() => setOpen(null)} />}
    </>
  );
}

/** `Payment, Refund and 3 more`. */
function namesText(waiting: readonly Waiting[]): string {
  const names = waiting.map(({ decision }) => decision.processName);
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
}
