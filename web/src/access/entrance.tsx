import './form/form.css';
import './entrance.css';
import { type ReactNode, useEffect } from 'react';

/** The frame of the pages before the sign-in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  return (
    <section className="entrance">
      <h1>{title}</h1>
      {children}
    </section>
  );
}
