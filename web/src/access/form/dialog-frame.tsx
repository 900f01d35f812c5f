import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Icon } from '../../design/icons.tsx';

/**
 * A dialog over the page: in the middle, or from below on a phone. Escape and the cross close it; `isSafe` says that a
 * click beside it may too, because nothing would be lost.
 */
export function DialogFrame({
  title,
  onClose,
  isSafe = false,
  children,
}: {
  title: string;
  onClose: () => void;
  isSafe?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen
      isDismissable={isSafe}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="dialog-modal">
        <Dialog className="dialog-frame">
          <header>
            <Heading slot="title">{title}</Heading>
            <Button className="button quiet icon" aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
