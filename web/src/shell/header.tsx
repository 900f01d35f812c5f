import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useMe } from '../api/me.ts';
import { Icon } from '../design/icons.tsx';
import { GroupMenu } from './group-menu.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { Logo } from './logo.tsx';
import { PageLink } from './page-link.tsx';
import { groupsOf, offeredPages } from './pages.ts';
import { isMac, useOpenSearch } from './search-host.tsx';
import { ThemeSwitch } from './switches.tsx';

const MenuPanel = lazy(() => import('./menu-panel.tsx'));
const UserPanel = lazy(() => import('./user-panel.tsx'));

/** One row: where one may go, search, how live the numbers are, who one is. Where it is narrow the pages are in a menu. */
export function Header(): ReactNode {
  const who = useMe();
  const offered = offeredPages(who?.rights ?? []);
  return (
    <header className="shell-header">
      {who && <MenuButton />}
      <Link href="/" className="brand" aria-label="Waga, home">
        <Logo />
        <span>Waga</span>
      </Link>
      {who && (
        <nav aria-label="Pages" className="shell-pages">
          <ul>
            {offered
              .filter(({ group }) => group === undefined)
              .map(({ path, name }) => (
                <li key={path}>
                  <PageLink path={path} name={name} />
                </li>
              ))}
            {groupsOf(offered).map(({ word, pages }) => (
              <li key={word}>
                <GroupMenu word={word} pages={pages} />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="shell-tools">
        {who ? (
          <>
            <SearchButton />
            <LiveIndicator />
            <UserButton name={who.displayName} />
          </>
        ) : (
          <ThemeSwitch />
        )}
      </div>
    </header>
  );
}

function SearchButton(): ReactNode {
  const open = useOpenSearch();
  return (
    <button type="button" className="search-button" aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'} onClick={open}>
      <Icon name="search" />
      <span className="search-word">Search</span>
      <i aria-hidden="true">{isMac ? '⌘K' : 'Ctrl K'}</i>
    </button>
  );
}

function MenuButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button quiet icon menu-button"
        aria-label="Pages"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" size={18} />
      </button>
      {isOpen && (
        <Suspense>
          <MenuPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function UserButton({ name }: { name: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button quiet user-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon name="person" size={18} />
        <span>
          <span className="visually-hidden">You: </span>
          {name}
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <UserPanel anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
