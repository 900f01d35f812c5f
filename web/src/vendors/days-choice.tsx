import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { Choice } from '../design/choice.tsx';

const periods = [30, 90, 365].map((days) => ({ id: String(days), name: `${days} days` }));
const usual = periods[1]!;

/** Over how many days vendors are shown, as the address says. */
export function useDays(): { days: number; choice: ReactNode } {
  const [search, setSearch] = useSearchParams();
  const chosen = periods.find(({ id }) => id === search.get('days')) ?? usual;
  const choose = ({ id }: { id: string }): void =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      id === usual.id ? next.delete('days') : next.set('days', id);
      return next;
    });
  return {
    days: Number(chosen.id),
    choice: <Choice label="Over" choices={periods} chosen={chosen} onChoose={choose} />,
  };
}
