import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useMe } from '../api/me.ts';
import { PageLink } from './page-link.tsx';
import { offeredPages } from './pages.ts';

/** The pages as a drawer from the side, where the header has no room for them. */
export default function MenuPanel({ onClose }: { onClose: () => void }): ReactNode {
  const offered = offeredPages(useMe()?.rights ?? []);
  return (
    <ModalOverlay className="side-ground" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="side-drawer">
        <Dialog className="menu-panel">
          <Heading slot="title">Pages</Heading>
          <nav aria-label="Pages">
            <ul>
              {offered.map(({ path, name }) => (
                <li key={path}>
                  <PageLink path={path} name={name} onClick={onClose} />
                </li>
              ))}
            </ul>
          </nav>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
