import type { Block, Fact, Section } from '../document.ts';
import { type Reading, showParts, showValue } from '../show-value.ts';
import { drawTable } from './draw-table.ts';
import {
  artifact,
  type Drawing,
  type Element,
  ensure,
  flow,
  group,
  heightOf,
  inks,
  type Sheet,
  type Style,
  styles,
  tag,
  write,
} from './sheet.ts';

/** A section with its heading, which never stands alone at the foot of a page, and its bookmark. */
export function* drawSection(sheet: Sheet, parent: Element, section: Section, reading: Reading): Drawing {
  const { doc } = sheet;
  const element = group(sheet, parent, 'Sect');
  ensure(sheet, 200);
  doc.y += doc.y > doc.page.margins.top ? 18 : 0;
  doc.outline.addItem(section.title);
  line(sheet, element, 'H2', section.title, styles.section);
  doc.y += 4;
  for (const block of section.blocks) yield* drawBlock(sheet, element, block, reading);
  element.end();
}

function* drawBlock(sheet: Sheet, parent: Element, block: Block, reading: Reading): Drawing {
  const { doc } = sheet;
  switch (block.kind) {
    case 'paragraph':
      doc.y += 4;
      line(sheet, parent, 'P', block.text, block.tone ? styles.warning : styles.body);
      break;
    case 'subheading':
      ensure(sheet, 60);
      doc.y += 12;
      line(sheet, parent, 'H3', block.text, styles.subheading);
      break;
    case 'command':
      drawCommand(sheet, parent, block.text);
      break;
    case 'list': {
      const items = block.items.map((item) => showValue(item, reading));
      drawList(sheet, parent, items);
      break;
    }
    case 'facts':
      drawFacts(sheet, parent, block.facts, reading);
      break;
    case 'table':
      yield* drawTable(sheet, parent, block, reading);
      break;
  }
}

/** A line or paragraph over the whole width. */
function line(sheet: Sheet, parent: Element, type: string, text: string, style: Style): void {
  const { left, width } = sheet;
  ensure(sheet, Math.min(heightOf(sheet, text, style, width), 60));
  tag(sheet, parent, type, () => flow(sheet, text, style, { x: left, width }));
}

function drawCommand(sheet: Sheet, parent: Element, text: string): void {
  const { doc, left, width } = sheet;
  const height = heightOf(sheet, text, styles.body, width - 16) + 10;
  ensure(sheet, height + 8);
  const y = doc.y + 4;
  artifact(sheet, 'Layout', () => doc.rect(left, y, width, height).fill(inks.sunken));
  tag(sheet, parent, 'Code', () => write(sheet, text, styles.body, { x: left + 8, y: y + 5, width: width - 16 }));
  doc.y = y + height + 4;
}

function drawList(sheet: Sheet, parent: Element, items: string[]): void {
  const { doc, left, width } = sheet;
  const list = group(sheet, parent, 'L');
  for (const text of items) {
    ensure(sheet, Math.min(heightOf(sheet, text, styles.body, width - 12), 60));
    doc.y += 3;
    const { y } = doc;
    const item = group(sheet, list, 'LI');
    tag(sheet, item, 'Lbl', () => write(sheet, '•', styles.body, { x: left, y, width: 10 }));
    doc.y = y;
    tag(sheet, item, 'LBody', () => flow(sheet, text, styles.body, { x: left + 12, width: width - 12 }));
  }
  list.end();
}

const across = 3;
const gutter = 14;

/** Labels and values in three columns; what is long takes the whole width. */
function drawFacts(sheet: Sheet, parent: Element, facts: Fact[], reading: Reading): void {
  const { doc, left, width } = sheet;
  const narrow = (width - gutter * (across - 1)) / across;
  const list = group(sheet, parent, 'L');
  const told = facts.map((fact) => {
    const { main, range } = showParts(fact.value, reading);
    const pieces: [string, Style][] = [
      [fact.label, styles.label],
      [main, styles.body],
      ...(range === '' ? [] : [[range, styles.small] as [string, Style]]),
    ];
    const wide = pieces.some(([text, style]) => heightOf(sheet, text, style, narrow) > 3 * style.size * 1.5);
    return { pieces, wide };
  });
  for (let next = 0; next < told.length; ) {
    const row = told[next]!.wide ? [told[next]!] : untilWide(told.slice(next, next + across));
    next += row.length;
    const cell = row[0]!.wide ? width : narrow;
    const heights = row.map(({ pieces }) =>
      pieces.reduce((sum, [text, style]) => sum + heightOf(sheet, text, style, cell), 0),
    );
    ensure(sheet, Math.min(Math.max(...heights) + 6, sheet.bottom - doc.page.margins.top));
    doc.y += 6;
    const top = doc.y;
    for (const [index, { pieces }] of row.entries()) {
      drawFact(sheet, list, pieces, { x: left + index * (narrow + gutter), y: top, width: cell });
    }
    doc.y = Math.max(doc.y, top + Math.max(...heights));
  }
  list.end();
}

function untilWide<T extends { wide: boolean }>(facts: T[]): T[] {
  const wide = facts.findIndex((fact) => fact.wide);
  return wide < 0 ? facts : facts.slice(0, wide);
}

function drawFact(
  sheet: Sheet,
  list: Element,
  pieces: [string, Style][],
  box: { x: number; y: number; width: number },
): void {
  const item = group(sheet, list, 'LI');
  const [label, ...values] = pieces as [[string, Style], ...[string, Style][]];
  tag(sheet, item, 'Lbl', () => write(sheet, label[0], label[1], box));
  tag(sheet, item, 'LBody', () => {
    for (const [text, style] of values) flow(sheet, text, style, box);
  });
}
