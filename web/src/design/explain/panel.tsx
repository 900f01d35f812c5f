import { useQuery } from '@tanstack/react-query';
import type { ReactNode, RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Popover } from 'react-aria-components/Popover';
import type { Breakdown } from '../../../../src/maths/breakdown.ts';
import { breakdownAt } from '../../api/balance.ts';
import { Icon } from '../icons.tsx';
import { useMedia } from '../media.ts';
import { ProblemNote } from '../problem-note.tsx';
import { estimateFacts, type Fact, type Made, safeLink } from './made.ts';

/** What a number is made of: beside the number, or as a drawer from below on a phone. */
export default function Panel(props: {
  made: Made;
  anchor: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}): ReactNode {
  const narrow = useMedia('(max-width: 640px)');
  const content = (
    <Dialog className="explain-panel">
      {({ close }) => (
        <>
          <header>
            <Heading slot="title">{props.made.title}</Heading>
            <Button className="button quiet icon" aria-label="Close" onPress={close}>
              <Icon name="close" />
            </Button>
          </header>
          <Content made={props.made} />
        </>
      )}
    </Dialog>
  );
  if (narrow) {
    return (
      <ModalOverlay className="drawer-ground" isDismissable isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
        <Modal className="drawer">{content}</Modal>
      </ModalOverlay>
    );
  }
  return (
    <Popover
      className="explain-popover"
      triggerRef={props.anchor}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      placement="bottom start"
      offset={6}
    >
      {content}
    </Popover>
  );
}

function Content({ made }: { made: Made }): ReactNode {
  return (
    <>
      <p className="explain-shown">{made.shown}</p>
      {made.local && <Lines breakdown={made.local} />}
      {made.path !== undefined && <RemoteLines path={made.path} />}
      {made.estimate && (
        <section>
          <h3>How far to trust it</h3>
          <Facts facts={estimateFacts(made.estimate)} />
        </section>
      )}
    </>
  );
}

function RemoteLines({ path }: { path: string }): ReactNode {
  const breakdown = useQuery(breakdownAt(path));
  if (breakdown.data) return <Lines breakdown={breakdown.data} />;
  if (breakdown.error) return <ProblemNote problem={breakdown.error} onRetry={() => void breakdown.refetch()} />;
  return (
    <p className="muted" role="status">
      Asking what it is made of…
    </p>
  );
}

function Lines({ breakdown }: { breakdown: Breakdown }): ReactNode {
  return (
    <section>
      <h3>{breakdown.title}</h3>
      <p className="explain-formula">{breakdown.formula}</p>
      <Facts facts={breakdown.lines} />
    </section>
  );
}

function Facts({ facts }: { facts: readonly (Fact & { href?: string | undefined })[] }): ReactNode {
  return (
    <dl className="explain-lines">
      {facts.map((fact) => {
        const href = safeLink(fact.href);
        return (
          <div key={`${fact.label} ${fact.value}`}>
            <dt>{href === undefined ? fact.label : <a href={href}>{fact.label}</a>}</dt>
            <dd>
              <span>{fact.value}</span>
              {fact.note !== '' && <small>{fact.note}</small>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
