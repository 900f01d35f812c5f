import type { ReactNode } from 'react';
import { Link } from 'wouter';

export function Footer(): ReactNode {
  return (
    <footer className="shell-footer">
      <p>Waga {__WAGA_VERSION__}</p>
      <nav aria-label="Help">
        <Link href="/guide">How to read the balance</Link>
        <a href="/api/openapi.json">API</a>
      </nav>
    </footer>
  );
}
