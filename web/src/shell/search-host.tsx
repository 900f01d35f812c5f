import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react';
import { useMe } from '../api/me.ts';

const SearchDialog = lazy(() => import('../search/search-dialog.tsx'));

const OpenSearch = createContext<() => void>(() => undefined);
export const useOpenSearch = (): (() => void) => useContext(OpenSearch);

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Opens the search from anywhere: Ctrl-K (⌘K on a Mac), or whoever calls `useOpenSearch`. Only for those who are signed in. */
export function SearchHost({ children }: { children: ReactNode }): ReactNode {
  const isKnown = useMe() !== null;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isKnown) return;
    const pressed = (event: KeyboardEvent): void => {
      const isWanted = event.key.toLowerCase() === 'k' && (isMac ? event.metaKey : event.ctrlKey);
      if (!isWanted || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [isKnown]);
  const open = useMemo(() => () => setOpen(true), []);
  return (
    <OpenSearch value={open}>
      {children}
      {isOpen && isKnown && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </OpenSearch>
  );
}
