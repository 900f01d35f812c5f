import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

/** Marked as the present page on the pages below it too (`/people/tokens`). */
export function PageLink({ path, name, onClick }: { path: string; name: string; onClick?: () => void }): ReactNode {
  const [here] = useLocation();
  return (
    <Link href={path} aria-current={isUnder(here, path) ? 'page' : undefined} onClick={onClick}>
      {name}
    </Link>
  );
}

/** Whether the address is that of the page or of one below it. */
export const isUnder = (here: string, path: string): boolean =>
  path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`);
