import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Icon, type IconName } from '../design/icons.tsx';
import { type Theme, theme, themes, usePreference, type ZoneChoice, zoneChoice, zoneChoices } from './preferences.ts';

const zoneNames: Record<ZoneChoice, string> = {
  process: 'Zone of the process',
  local: 'Zone of this computer',
  utc: 'UTC',
};

/** In which time zone the pages show their times. */
export function ZoneSwitch(): ReactNode {
  const choice = usePreference(zoneChoice);
  return (
    <label className="field">
      <span>Times are shown in</span>
      <select
        value={choice}
        onChange={(event) => {
          const next = zoneChoices.find((one) => one === event.currentTarget.value);
          if (next) zoneChoice.set(next);
        }}
      >
        {zoneChoices.map((one) => (
          <option key={one} value={one}>
            {zoneNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

const themeIcons: Record<Theme, { icon: IconName; name: string }> = {
  system: { icon: 'system', name: 'Theme of the system' },
  light: { icon: 'sun', name: 'Light theme' },
  dark: { icon: 'moon', name: 'Dark theme' },
};

export function ThemeSwitch(): ReactNode {
  const chosen = usePreference(theme);
  return (
    <ToggleButtonGroup
      className="segments theme-switch"
      aria-label="Theme"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const next = themes.find((one) => keys.has(one));
        if (next) theme.set(next);
      }}
    >
      {themes.map((one) => (
        <ToggleButton key={one} id={one} aria-label={themeIcons[one].name}>
          <Icon name={themeIcons[one].icon} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
