import { type ReactNode, useId } from 'react';

/** A part of a page: its heading, at its side what steers it, below what it holds. */
export function Panel({
  title,
  aside,
  note,
  children,
}: {
  title: string;
  aside?: ReactNode;
  /** A sentence on how to read it. */
  note?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <p className="muted small">{note}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
