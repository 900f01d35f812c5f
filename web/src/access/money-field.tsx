import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MoneyView } from '../../../src/features/access/money-view.ts';
import { balanceNow } from '../api/balance.ts';
import { Choice, FieldGroup } from './form/field.tsx';
import { NamesField } from './form/names-field.tsx';

/** Whose money is shown: all of it, none, or that of some products. `chosen` null: some, none chosen yet. */
export function MoneyField({
  whom,
  value,
  isSome,
  onChange,
}: {
  whom: string;
  value: MoneyView;
  isSome: boolean;
  onChange: (value: MoneyView, isSome: boolean) => void;
}): ReactNode {
  const balance = useQuery(balanceNow);
  const products = [...new Set(balance.data?.processes.flatMap(({ product }) => product ?? []) ?? [])].sort();
  const kind = value === 'all' ? 'all' : isSome ? 'some' : 'none';
  return (
    <FieldGroup label={whom === 'you' ? 'Money that you see' : `Money that ${whom} sees`}>
      <Choice
        type="radio"
        name="money"
        value="none"
        label="None"
        checked={kind === 'none'}
        onChange={() => onChange([], false)}
      />
      <Choice
        type="radio"
        name="money"
        value="some"
        label="That of some products"
        checked={kind === 'some'}
        onChange={() => onChange(value === 'all' ? [] : value, true)}
      />
      {kind === 'some' && value !== 'all' && (
        <NamesField label="Products" known={products} value={value} onChange={(names) => onChange(names, true)} />
      )}
      <Choice
        type="radio"
        name="money"
        value="all"
        label="All of it"
        checked={kind === 'all'}
        onChange={() => onChange('all', false)}
      />
    </FieldGroup>
  );
}
