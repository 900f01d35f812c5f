import './search.css';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLocation } from 'wouter';
import { useMe } from '../api/me.ts';
import { searchFor } from '../api/search.ts';
import { Icon } from '../design/icons.tsx';
import { offeredPages } from '../shell/pages.ts';
import { countWords, type Found, foundFor, kindNames } from './found.ts';
import { recentNow, remember } from './recent.ts';

/** Search by name from anywhere: type, arrows, Enter. Empty, it offers where one was last, then the pages. */
export default function SearchDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <ModalOverlay className="search-ground" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="search-modal">
        <Dialog aria-label="Search by name" className="search-dialog">
          <Search onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Search({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId();
  const [, go] = useLocation();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const q = words.trim();
  const pages = usePages();
  const answer = useQuery(searchFor(q));
  const [recent] = useState(recentNow);
  const line = useRef<HTMLInputElement>(null);
  useEffect(() => line.current?.focus(), []);
  const found = useMemo(() => {
    if (q !== '') return foundFor(q, answer.data?.hits ?? [], pages);
    return [...recent, ...pages.filter(({ path }) => !recent.some((one) => one.path === path))];
  }, [q, answer.data, pages, recent]);
  const active = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const open = (one: Found | undefined): void => {
    if (!one) return;
    remember(one);
    onClose();
    go(one.path);
  };
  const pressed = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: found.length - 1,
    };
    const step = steps[event.key];
    const isInText = (event.key === 'Home' || event.key === 'End') && words !== '';
    if (step !== undefined && !isInText && found.length > 0) {
      event.preventDefault();
      setAt((step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(found[active]);
    }
  };
  const isWaiting = q !== '' && answer.isFetching && found.length === 0;
  return (
    <>
      <div className="search-line">
        <Icon name="search" size={18} />
        <input
          ref={line}
          type="text"
          role="combobox"
          aria-label="Search by name"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Process, component, source, page…"
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <button type="button" className="button quiet search-close" onClick={onClose}>
          Esc<span className="visually-hidden">: close the search</span>
        </button>
      </div>
      {answer.error && (
        <p role="alert" className="search-note">
          {answer.error.message}
        </p>
      )}
      {q === '' && recent.length > 0 && <p className="search-note muted">Where you were, and the pages</p>}
      <div ref={list} role="listbox" tabIndex={-1} id={`${id}-list`} aria-label="Results" className="search-results">
        {found.map((one, index) => (
          <Result
            key={`${one.kind} ${one.path} ${one.name}`}
            id={`${id}-${index}`}
            found={one}
            isActive={index === active}
            onPoint={() => setAt(index)}
            onOpen={() => open(one)}
          />
        ))}
      </div>
      {q !== '' && found.length === 0 && !answer.error && (
        <p className="search-note muted">{isWaiting ? 'Looking…' : `Nothing is called “${q}”.`}</p>
      )}
      <p role="status" className="visually-hidden">
        {isWaiting ? '' : countWords(found.length, q)}
      </p>
    </>
  );
}

function Result({
  id,
  found,
  isActive,
  onPoint,
  onOpen,
}: {
  id: string;
  found: Found;
  isActive: boolean;
  onPoint: () => void;
  onOpen: () => void;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard; this is for the pointer
    // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox never take the focus themselves
    <div id={id} role="option" aria-selected={isActive} onPointerMove={onPoint} onClick={onOpen}>
      <span className="search-name">
        {found.displayName}
        {found.name !== found.displayName && <small>{found.name}</small>}
      </span>
      <span className="search-kind">
        {kindNames[found.kind]}
        {found.of !== null && ` · ${found.of}`}
      </span>
    </div>
  );
}

function usePages(): Found[] {
  const rights = useMe()?.rights;
  return useMemo(() => {
    const offered = offeredPages(rights ?? []).map(({ name, path }) => ({ name, path }));
    const more = [
      ...(rights?.includes('administer') ? [{ name: 'Tokens', path: '/people/tokens' }] : []),
      { name: 'How to read the balance', path: '/guide' },
    ];
    return [...offered, ...more].map(({ name, path }) => ({ kind: 'page', name, displayName: name, of: null, path }));
  }, [rights]);
}
