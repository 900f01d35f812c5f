import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';

/** A page that is not there: says which, and where to go. */
export function NotFound(): ReactNode {
  const [path] = useLocation();
  useEffect(() => {
    document.title = 'Not found · Waga';
  }, []);
  return (
    <section className="lone-page">
      <h1>Nothing lies on this pan</h1>
      <p>
        There is no page <code>{path}</code>. The address may be mistyped, or the page may have moved.
      </p>
      <p>
        <Link href="/" className="button">
          Go to the balance
        </Link>
      </p>
    </section>
  );
}
