import { describe, expect, it } from 'vitest';
import { criticalityFixture } from '../../fixtures/criticality.ts';
import { askedIn, filterComponents, nextSort } from './asked.ts';
import { componentOrders, orderComponents } from './component-order.ts';

const rows = criticalityFixture('many', Date.parse('2026-11-20T10:15:00Z'), false).components;
const all = askedIn(new URLSearchParams());

describe('the question in the address', () => {
  it('is read, and what it does not know is left out', () => {
    const search = new URLSearchParams('show=findings&level=differs&sort=-nine&findings=only&text=a+b');
    expect(askedIn(search)).toMatchObject({
      ...{ show: 'findings', level: 'differs', findings: true, text: 'a b' },
      sort: { column: 'nine', direction: 'descending' },
    });
    expect(askedIn(new URLSearchParams('show=x&level=huge&sort=-colour&findings=yes'))).toEqual(all);
  });

  it('sorts by a heading its first way, then the other, then not', () => {
    expect(nextSort(null, 'risk')).toBe('-risk');
    expect(nextSort({ column: 'risk', direction: 'descending' }, 'risk')).toBe('risk');
    expect(nextSort({ column: 'risk', direction: 'ascending' }, 'risk')).toBe('');
    expect(nextSort({ column: 'risk', direction: 'ascending' }, 'name')).toBe('name');
  });
});

describe('filters', () => {
  it('leave those that answer to all of them', () => {
    const found = filterComponents(rows, { ...all, text: 'ACCOUNT', level: 'critical', findings: true });
    expect(found.length).toBeGreaterThan(0);
    for (const { name, declared, derived, errors, warnings } of found) {
      expect(name).toContain('account');
      expect([declared, derived]).toContain('critical');
      expect(errors + warnings).toBeGreaterThan(0);
    }
    const { owner, areas } = found[0]!;
    expect(filterComponents(rows, { ...all, owner: owner ?? '', area: areas[0]! })).toContain(found[0]);
    expect(filterComponents(rows, { ...all, text: 'nothing is called this' })).toEqual([]);
  });

  it('find where people, the graph and what was seen disagree', () => {
    const found = new Set(filterComponents(rows, { ...all, level: 'differs' }));
    for (const row of rows) {
      const known = [row.declared, row.derived, row.observed].filter((level) => level !== null);
      if (new Set(known).size <= 1) expect(found.has(row)).toBe(false);
      if (row.declared && row.derived && row.declared !== row.derived) expect(found.has(row)).toBe(true);
    }
  });
});

describe('an order', () => {
  it.each(componentOrders.map(({ id }) => id))('keeps every component: %s', (column) => {
    const ordered = orderComponents(rows, { column, direction: 'descending' });
    expect(ordered).toHaveLength(rows.length);
    expect(new Set(ordered)).toEqual(new Set(rows));
  });

  it('never compares amounts of different currencies', () => {
    const ordered = orderComponents(rows, { column: 'risk', direction: 'descending' });
    const currencies = ordered.map(({ valueAtRiskPerHour }) => valueAtRiskPerHour?.currency ?? null);
    const runs = currencies.filter((currency, index) => currency !== currencies[index - 1]);
    expect(runs).toEqual(['PLN', 'EUR', null]);
    for (const currency of ['PLN', 'EUR']) {
      const values = ordered.flatMap(({ valueAtRiskPerHour: worth }) =>
        worth?.currency === currency ? worth.value : [],
      );
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
  });
});
