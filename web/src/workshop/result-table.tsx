import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Decision } from '../../../src/features/criticality/decisions/decision-contract.ts';
import type { WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { historyPath } from '../decisions/decision-table.tsx';
import { LevelMark } from '../decisions/level-mark.tsx';
import { levelName } from '../decisions/level-words.ts';
import { sideTitle, stateWords } from '../decisions/side-words.ts';
import { type Signer, standingOf } from '../decisions/signing.ts';
import { resultLevel } from './order.ts';

/** Process, product manager, level, what it was before, and why: in the order in which they are fixed. */
export function ResultTable({
  processes,
  isOpen,
  signer,
  onSettle,
}: {
  processes: readonly WorkshopProcess[];
  isOpen: boolean;
  signer: Signer;
  onSettle: ((process: string) => void) | null;
}): ReactNode {
  return (
    <table className="result-table">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Process</th>
          <th scope="col">Product manager</th>
          <th scope="col">Level</th>
          <th scope="col">Before</th>
          <th scope="col">Why</th>
          {!isOpen && <th scope="col">Decision</th>}
          {onSettle && (
            <th scope="col">
              <span className="visually-hidden">Settle it differently</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {processes.map((process) => (
          <tr key={process.name}>
            <td data-name="Order" className="result-rank">
              {process.rank ?? '·'}
            </td>
            <th scope="row">
              <Link href={historyPath(process.name)}>{process.displayName}</Link>
              {process.product !== null && <small>{process.product}</small>}
            </th>
            <td data-name="Product manager">{ownerText(process.productManager)}</td>
            <td data-name="Level">
              <LevelMark level={resultLevel(process)} />
              {process.settled && (
                <small>settled; the answers say {levelName(process.proposedLevel).toLowerCase()}</small>
              )}
            </td>
            <td data-name="Before" className={process.currentLevel === resultLevel(process) ? 'muted' : ''}>
              {process.currentLevel === resultLevel(process)
                ? 'the same'
                : levelName(process.currentLevel).toLowerCase()}
            </td>
            <td data-name="Why" className="result-why">
              {process.settled?.reason ?? process.because ?? 'not asked'}
            </td>
            {!isOpen && (
              <td data-name="Decision">
                {process.decision ? (
                  <DecisionState decision={process.decision} manager={process.productManager} signer={signer} />
                ) : (
                  <span className="muted">
                    {resultLevel(process) === null ? 'left as it is' : 'confirmed, nothing to sign'}
                  </span>
                )}
              </td>
            )}
            {onSettle && (
              <td className="result-ways">
                <button type="button" className="button" onClick={() => onSettle(process.name)}>
                  {process.settled ? 'Change' : 'Settle differently'}
                  <span className="visually-hidden">: {process.displayName}</span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DecisionState({
  decision,
  manager,
  signer,
}: {
  decision: Decision;
  manager: string | null;
  signer: Signer;
}): ReactNode {
  const sides = standingOf(decision, manager, signer);
  return (
    <span className="stack">
      <span>{stateWords[decision.state]}</span>
      {sides.map(({ side, signature, waits }) => (
        <small key={side} className="muted">
          {signature ? `${sideTitle[side]}: ${signature.name}` : waits}
        </small>
      ))}
    </span>
  );
}
