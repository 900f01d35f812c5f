import type { ReactNode } from 'react';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { Choice, FieldGroup } from '../access/form/field.tsx';
import { levels, levelWords } from './level-words.ts';

/** The four levels, each with what it promises. */
export function LevelField({
  value,
  now,
  error,
  onChange,
}: {
  value: Level | null;
  now: Level | null;
  error: string | undefined;
  onChange: (level: Level) => void;
}): ReactNode {
  return (
    <FieldGroup label="Level" error={error === undefined ? undefined : 'Choose a level.'}>
      {levels.map((level) => (
        <Choice
          key={level}
          type="radio"
          name="level"
          value={level}
          label={`${levelWords[level].name}${level === now ? ' (holds now)' : ''}`}
          meaning={levelWords[level].meaning}
          checked={value === level}
          onChange={() => onChange(level)}
        />
      ))}
    </FieldGroup>
  );
}
