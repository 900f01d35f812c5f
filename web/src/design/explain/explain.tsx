import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';
import { amountText } from '../format/amounts.ts';
import type { Made } from './made.ts';

const Panel = lazy(() => import('./panel.tsx'));

type Explain = (made: Made, anchor: HTMLElement) => void;
const ExplainContext = createContext<Explain>(() => undefined);

/** One panel for the whole page: hundreds of numbers open it, so each stays a plain button. */
export function ExplainHost({ children }: { children: ReactNode }): ReactNode {
  const [made, setMade] = useState<Made | null>(null);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  const explain = useRef<Explain>((next, element) => {
    anchor.current = element;
    setMade(next);
    setOpen(true);
  });
  return (
    <ExplainContext value={explain.current}>
      {children}
      {made && (
        <Suspense>
          <Panel made={made} anchor={anchor} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </ExplainContext>
  );
}

/**
 * A number that opens to what it is made of. `label` says what the number is, for screen readers, which hear it before the text.
 */
export function Explained({
  made,
  label,
  className = '',
  tabIndex,
  children,
}: {
  made: Made;
  label: string;
  className?: string;
  /** −1 where the arrow keys lead to it. */
  tabIndex?: number;
  children: ReactNode;
}): ReactNode {
  const explain = useContext(ExplainContext);
  return (
    <button
      type="button"
      className={`explained ${className}`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      aria-haspopup="dialog"
      title={made.estimate ? amountText(made.estimate).full : made.shown}
      onClick={(event) => explain(made, event.currentTarget)}
    >
      <span className="visually-hidden">{label}: </span>
      {children}
    </button>
  );
}
