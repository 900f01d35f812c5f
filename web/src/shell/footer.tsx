import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMe } from '../api/me.ts';
import { statusPlace } from '../api/status.ts';

export function Footer(): ReactNode {
  return (
    <footer className="shell-footer">
      <p>Waga {__WAGA_VERSION__}</p>
      <nav aria-label="Help">
        <Link href="/guide">How to read the balance</Link>
        <StatusLink />
        <a href="/api/openapi.json">API</a>
      </nav>
    </footer>
  );
}

/** To what customers see, where they see something. */
function StatusLink(): ReactNode {
  const me = useMe();
  const { data } = useQuery({ ...statusPlace, enabled: me !== null });
  return data?.published ? <a href={data.url}>Status page</a> : null;
}
