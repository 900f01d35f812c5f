import type { ReactNode } from 'react';
import type { WorkshopNext, WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { giveAnswer } from '../api/workshops.ts';
import { Key } from './key.tsx';
import { ProcessFacts } from './process-facts.tsx';
import { questionWords } from './question-words.ts';
import type { Act } from './use-workshop.ts';

/** One of the three questions, about one process. */
export function AskedQuestion({
  next: { process: name, question },
  process,
  act,
  mayDecide,
}: {
  next: Extract<WorkshopNext, { ask: 'question' }>;
  process: WorkshopProcess | undefined;
  act: Act;
  mayDecide: boolean;
}): ReactNode {
  const words = questionWords[question];
  const choices = [
    { answer: 'yes', name: words.yes, key: 'Y' },
    { answer: 'no', name: words.no, key: 'N' },
    { answer: 'unsure', name: 'Not sure', key: 'U' },
  ] as const;
  return (
    <>
      <p className={`ask-when ${question}`}>{words.when}</p>
      <h2 className="ask-words" tabIndex={-1}>
        {words.scene} <strong>{process?.displayName ?? name}</strong> stops working. <em>{words.ask}</em>
      </h2>
      <div className="ask-answers">
        {choices.map((choice) => (
          <button
            key={choice.answer}
            type="button"
            className="answer"
            data-key={choice.key.toLowerCase()}
            aria-keyshortcuts={choice.key}
            disabled={!mayDecide}
            onClick={() =>
              void act((workshop) => giveAnswer(workshop, { process: name, question, answer: choice.answer }))
            }
          >
            {choice.name} <Key name={choice.key} />
          </button>
        ))}
      </div>
      {process && <ProcessFacts process={process} />}
    </>
  );
}
