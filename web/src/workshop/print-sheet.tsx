import type { ReactNode } from 'react';
import type { Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import type { Workshop, WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { LevelMark } from '../decisions/level-mark.tsx';
import { levelName, levels, levelWords } from '../decisions/level-words.ts';
import { longDayText, Moment } from '../decisions/moment.tsx';
import { sides } from '../decisions/signing.ts';
import { useZone } from '../shell/zones.tsx';
import { inRank, resultLevel } from './order.ts';

/** The result on paper: who decided what, with room for both signatures of each process. Only a printer sees it. */
export function PrintSheet({ workshop }: { workshop: Workshop }): ReactNode {
  const { title, participants, startedAt, closedAt, startedBy, processes } = workshop;
  return (
    <section className="print-sheet" aria-hidden="true">
      <header>
        <p className="print-brand">Waga</p>
        <h1>{title}</h1>
        <p>
          What is critical, and by whose word. Held on <Moment at={startedAt} dayOnly />, led by {startedBy}
          {closedAt === null ? (
            <>; not closed yet</>
          ) : (
            <>
              , closed on <Moment at={closedAt} dayOnly />
            </>
          )}
          .
        </p>
        {participants.length > 0 && <p>Took part: {participants.join(', ')}.</p>}
      </header>
      <table>
        <thead>
          <tr>
            <th>Order</th>
            <th>Process</th>
            <th>Product manager</th>
            <th>Level</th>
            <th>Signature for the business</th>
            <th>Signature for technology</th>
          </tr>
        </thead>
        <tbody>
          {inRank(processes).map((process) => (
            <tr key={process.name}>
              <td>{process.rank ?? ''}</td>
              <td>
                <strong>{process.displayName}</strong>
                {process.settled && <small>{process.settled.reason}</small>}
              </td>
              <td>{ownerText(process.productManager)}</td>
              <td>
                <LevelMark level={resultLevel(process)} />
                <small>
                  {process.currentLevel === null || process.currentLevel === resultLevel(process)
                    ? process.currentLevel === null && 'new'
                    : `before: ${levelName(process.currentLevel).toLowerCase()}`}
                </small>
              </td>
              {sides.map((side) => (
                <td key={side} className="print-sign">
                  <Signed process={process} side={side} isClosed={closedAt !== null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <dl>
          {levels.map((level) => (
            <div key={level}>
              <dt>{levelWords[level].name}</dt>
              <dd>
                {levelWords[level].within}. {levelWords[level].meaning}
              </dd>
            </div>
          ))}
        </dl>
      </footer>
    </section>
  );
}

/** Who signed here already; else a line to sign on. */
function Signed({ process, side, isClosed }: { process: WorkshopProcess; side: Side; isClosed: boolean }): ReactNode {
  const zone = useZone();
  const signature = process.decision?.signatures.find((one) => one.side === side);
  if (signature) {
    return (
      <>
        {signature.name}
        <small>signed {longDayText(Date.parse(signature.at), zone)}</small>
      </>
    );
  }
  if (isClosed && process.decision === null)
    return <small>{resultLevel(process) === null ? 'left as it is' : 'confirmed, signed before'}</small>;
  return <span className="print-line" />;
}
