import './form/form.css';
import './people.css';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';

/** The heading that people and tokens share, with the way from one to the other and what can be added here. */
export function PeopleFrame({
  here,
  action,
  children,
}: {
  here: 'People' | 'Tokens';
  action: ReactNode;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${here} · Waga`;
  }, [here]);
  const tabs = [
    { name: 'People', path: '/people' },
    { name: 'Tokens', path: '/people/tokens' },
  ] as const;
  return (
    <>
      <div className="page-head">
        <h1>{here}</h1>
        <nav aria-label="People and tokens">
          <ul>
            {tabs.map(({ name, path }) => (
              <li key={path}>
                <Link href={path} aria-current={name === here ? 'page' : undefined}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {action}
      </div>
      <section className="panel" aria-label={here}>
        {children}
      </section>
    </>
  );
}
