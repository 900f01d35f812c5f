import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/me.ts';
import { offeredPages } from './pages.ts';

/** The pages as a drawer from the side, where the header has no room for them. */
export default function MenuPanel({ onClose }: { onClose: () => void }): ReactNode {
  const [here] = useLocation();
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
                  <Link href={path} aria-current={isUnder(here, path) ? 'page' : undefined} onClick={onClose}>
                    {name}
                  </Link>
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

const isUnder = (here: string, path: string): boolean =>
  path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`);
