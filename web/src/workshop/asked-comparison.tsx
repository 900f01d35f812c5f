import type { ReactNode } from 'react';
import type { WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { compare } from '../api/workshops.ts';
import { Key } from './key.tsx';
import { ProcessFacts } from './process-facts.tsx';
import type { Act } from './use-workshop.ts';

/** Two that nothing told apart yet: which is fixed first. */
export function AskedComparison({
  left,
  right,
  act,
  mayDecide,
}: {
  left: WorkshopProcess | undefined;
  right: WorkshopProcess | undefined;
  act: Act;
  mayDecide: boolean;
}): ReactNode {
  if (!left || !right) return null;
  const choices = [
    { first: left, second: right, key: 'ArrowLeft', sign: '←' },
    { first: right, second: left, key: 'ArrowRight', sign: '→' },
  ];
  return (
    <>
      <p className="ask-when">Both matter alike so far</p>
      <h2 className="ask-words" tabIndex={-1}>
        <strong>{left.displayName}</strong> and <strong>{right.displayName}</strong> are both down.{' '}
        <em>Which one do we fix first?</em>
      </h2>
      <div className="ask-pair">
        {choices.map(({ first, second, key, sign }) => (
          <div key={first.name}>
            <button
              type="button"
              className="answer"
              data-key={key.toLowerCase()}
              aria-keyshortcuts={key}
              disabled={!mayDecide}
              onClick={() => void act((workshop) => compare(workshop, { first: first.name, second: second.name }))}
            >
              {first.displayName} <span className="visually-hidden">first</span> <Key name={sign} />
            </button>
            <ProcessFacts process={first} />
          </div>
        ))}
      </div>
    </>
  );
}
