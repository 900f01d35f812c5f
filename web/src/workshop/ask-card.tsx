import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Workshop, WorkshopNext } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { undo } from '../api/workshops.ts';
import { AskedComparison } from './asked-comparison.tsx';
import { AskedQuestion } from './asked-question.tsx';
import { Key } from './key.tsx';
import { Progress } from './progress.tsx';
import type { Act } from './use-workshop.ts';

/**
 * The one thing that is asked now. It takes the focus with each question, and its keys (Y, N, U, the arrows, Z) work while
 * the focus is in it, so that nobody answers by a stray key (WCAG 2.1.4).
 */
export function AskCard({
  workshop,
  next,
  act,
  mayDecide,
  onResult,
}: {
  workshop: Workshop;
  next: WorkshopNext;
  act: Act;
  mayDecide: boolean;
  /** Leads to the result so far. */
  onResult: () => void;
}): ReactNode {
  const card = useRef<HTMLElement>(null);
  const asked = next.ask === 'question' ? `${next.process} ${next.question}` : `${next.left} ${next.right}`;
  useEffect(() => {
    const heading = card.current?.querySelector<HTMLElement>('h2');
    const active = document.activeElement;
    // Somebody who types elsewhere, or has a dialog open, is left alone.
    if (asked !== '' && (active === document.body || card.current?.contains(active)))
      heading?.focus({ preventScroll: true });
  }, [asked]);
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !mayDecide) return;
    const wanted = card.current?.querySelector<HTMLButtonElement>(
      `[data-key="${event.key.toLowerCase()}"]:not([disabled])`,
    );
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  };
  const process = (name: string) => workshop.processes.find((one) => one.name === name);
  return (
    <section ref={card} className="panel ask-card" aria-label="What is asked now" onKeyDown={pressed}>
      <Progress workshop={workshop} />
      {next.ask === 'question' ? (
        <AskedQuestion key={asked} next={next} process={process(next.process)} act={act} mayDecide={mayDecide} />
      ) : (
        <AskedComparison
          key={asked}
          left={process(next.left)}
          right={process(next.right)}
          act={act}
          mayDecide={mayDecide}
        />
      )}
      <footer className="ask-ways">
        <button
          type="button"
          className="button"
          data-key="z"
          disabled={workshop.asked === 0 || !mayDecide}
          onClick={() => void act(undo)}
        >
          Undo the last answer <Key name="Z" />
        </button>
        <button type="button" className="button" onClick={onResult}>
          Look at the result so far
        </button>
        <p className="muted small">
          {mayDecide
            ? 'Answer with the keys shown, or press a button. Every answer is kept at once; you may leave and come back.'
            : 'You look on. Answers are given by those who may decide: product managers, editors and administrators.'}
        </p>
      </footer>
    </section>
  );
}
