import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { FormProblem } from './form-problem.tsx';

/** A button that asks in place before it acts, with what will happen, and says when it failed. */
export function Confirmed({
  name,
  question,
  yes,
  isGrave = false,
  act,
  children,
}: {
  name: string;
  question: string;
  yes: string;
  isGrave?: boolean;
  act: () => Promise<void>;
  /** What more is to be chosen before. */
  children?: ReactNode;
}): ReactNode {
  const [state, setState] = useState<'closed' | 'asking' | 'acting'>('closed');
  const [failed, setFailed] = useState<string | null>(null);
  const first = useRef<HTMLElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (state === 'asking') first.current?.focus();
    if (state === 'closed' && wasOpen.current) opener.current?.focus();
    wasOpen.current = state !== 'closed';
  }, [state]);
  const run = (): void => {
    setState('acting');
    act().then(
      () => {
        setFailed(null);
        setState('closed');
      },
      (problem: Error) => {
        setFailed(problem instanceof ApiProblem ? problem.detail : problem.message);
        setState('asking');
      },
    );
  };
  const tone = isGrave ? 'grave' : '';
  if (state === 'closed') {
    return (
      <button ref={opener} type="button" className={`button ${tone}`} onClick={() => setState('asking')}>
        {name}
      </button>
    );
  }
  return (
    <section className="confirmed" ref={first} tabIndex={-1} aria-label={name}>
      <FormProblem problem={failed} />
      <p>
        <strong>{name}.</strong> {question}
      </p>
      {children}
      <div className="form-ways">
        <button type="button" className="button" onClick={() => setState('closed')}>
          No
        </button>
        <button
          type="button"
          className={`button ${isGrave ? 'grave' : 'main'}`}
          disabled={state === 'acting'}
          onClick={run}
        >
          {yes}
        </button>
      </div>
    </section>
  );
}
