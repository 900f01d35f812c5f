import { type ReactNode, useState } from 'react';
import { TextField } from './form/field.tsx';

/** A new password; it can be looked at instead of being typed twice. */
export function NewPassword({
  name = 'password',
  label = 'Password',
  value,
  error,
  onChange,
}: {
  name?: string;
  label?: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <div className="form">
      <TextField
        label={label}
        hint="At least 12 characters. A few words in a row are easy to keep and hard to guess."
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <label className="choice small">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
        <span>Show the password</span>
      </label>
    </div>
  );
}
