import { createElement, Fragment, type ReactNode } from 'react';
import { type Block, type Inline, readMarkdown } from '../../../src/features/agreements/status/markdown.ts';

/** A text of the small Markdown, as the status page draws it. */
export default function StatusWritten({ text }: { text: string }): ReactNode {
  return inOrder(readMarkdown(text).map(blockShown));
}

/** Parts that never change places by themselves: the text is drawn anew as a whole, so they need no names. */
const inOrder = (parts: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...parts);

function blockShown(block: Block): ReactNode {
  if (block.kind === 'paragraph') return <p>{inOrder(block.inside.map(partShown))}</p>;
  if (block.kind === 'code') {
    return (
      <pre>
        <code>{block.text}</code>
      </pre>
    );
  }
  const items = inOrder(block.items.map(itemShown));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

/** A single paragraph in an item needs no element of its own. */
function itemShown([first, ...rest]: readonly Block[]): ReactNode {
  const begin = first?.kind === 'paragraph' ? first.inside.map(partShown) : first ? [blockShown(first)] : [];
  return <li>{inOrder([...begin, ...rest.map(blockShown)])}</li>;
}

function partShown(part: Inline): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inOrder(part.inside.map(partShown))}</strong>;
    case 'emphasis':
      return <em>{inOrder(part.inside.map(partShown))}</em>;
    case 'link':
      return (
        <a href={part.href} rel="nofollow noopener noreferrer" target="_blank">
          {inOrder(part.inside.map(partShown))}
        </a>
      );
  }
}
