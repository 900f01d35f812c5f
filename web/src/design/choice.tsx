import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

/** One of a few choices, as buttons side by side. */
export function Choice<T extends { id: string; name: string }>({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string;
  choices: readonly T[];
  chosen: T;
  onChoose: (choice: T) => void;
}): ReactNode {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen.id]}
      onSelectionChange={(keys) => onChoose(choices.find(({ id }) => keys.has(id)) ?? chosen)}
    >
      {choices.map(({ id, name }) => (
        <ToggleButton key={id} id={id}>
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
