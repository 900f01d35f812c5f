import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useMe } from '../api/me.ts';
import { PageLink } from './page-link.tsx';
import { groupsOf, offeredPages } from './pages.ts';

/** The pages as a drawer from the side, where the header has no room for them. */
export default function MenuPanel({ onClose }: { onClose: () => void }): ReactNode {
  const offered = offeredPages(useMe()?.rights ?? []);
  return (
    <ModalOverlay className="side-ground" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="side-drawer">
        <Dialog className="menu-panel">
          <Heading slot="title">Pages</Heading>
          <nav aria-label="Pages">
            <Links pages={offered.filter(({ group }) => group === undefined)} onClose={onClose} />
            {groupsOf(offered).map(({ word, pages }) => (
              <section key={word} aria-label={word}>
                <h3>{word}</h3>
                <Links pages={pages} onClose={onClose} />
              </section>
            ))}
          </nav>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Links({
  pages,
  onClose,
}: {
  pages: readonly { path: string; name: string }[];
  onClose: () => void;
}): ReactNode {
  return (
    <ul>
      {pages.map(({ path, name }) => (
        <li key={path}>
          <PageLink path={path} name={name} onClick={onClose} />
        </li>
      ))}
    </ul>
  );
}
