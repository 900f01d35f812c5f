import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../design/icons.tsx';
import { isUnder, PageLink } from './page-link.tsx';

/** Pages that belong together behind one word; the word is marked while one of them is open. */
export function GroupMenu({
  word,
  pages,
}: {
  word: string;
  pages: readonly { path: string; name: string }[];
}): ReactNode {
  const [here] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const isHere = pages.some(({ path }) => isUnder(here, path));
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // Keys pressed on its parts are heard here; it is none itself.
    // biome-ignore lint/a11y/noStaticElementInteractions: the button and the links inside are what one acts on
    <div
      className="group-menu"
      onKeyDown={pressed}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={isHere ? 'here' : undefined}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {word}
        <Icon name="down" size={14} />
      </button>
      <ul id={id} hidden={!isOpen}>
        {pages.map(({ path, name }) => (
          <li key={path}>
            <PageLink path={path} name={name} onClick={() => setOpen(false)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
