import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Link, useRoute } from 'wouter';
import { Icon, type IconName } from '../design/icons.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { Logo } from './logo.tsx';
import { type Theme, theme, themes, usePreference, type ZoneChoice, zoneChoice, zoneChoices } from './preferences.ts';

const pages = [{ path: '/', name: 'Balance' }] as const;

export function Header(): ReactNode {
  return (
    <header className="shell-header">
      <Link href="/" className="brand" aria-label="Waga, home">
        <Logo />
        <span>Waga</span>
      </Link>
      <nav aria-label="Pages">
        <ul>
          {pages.map((page) => (
            <li key={page.path}>
              <PageLink {...page} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="shell-tools">
        <LiveIndicator />
        <ZoneSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function PageLink({ path, name }: { path: string; name: string }): ReactNode {
  const [isHere] = useRoute(path);
  return (
    <Link href={path} aria-current={isHere ? 'page' : undefined}>
      {name}
    </Link>
  );
}

const zoneNames: Record<ZoneChoice, string> = { process: 'Process', local: 'Local', utc: 'UTC' };

function ZoneSwitch(): ReactNode {
  const choice = usePreference(zoneChoice);
  return (
    <label className="zone-field">
      <span>Time zone</span>
      <select
        className="select zone-switch"
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

function ThemeSwitch(): ReactNode {
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
