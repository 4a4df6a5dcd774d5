import type { Theme } from './useTheme.js';

/** Props of {@link ThemeButton}. */
export interface ThemeButtonProps {
  readonly theme: Theme;
  readonly onNext: () => void;
}

const LABELS: Readonly<Record<Theme, string>> = { auto: 'System', light: 'Light', dark: 'Dark' };

/** Shows the theme in use and switches to the next: the system's, light, dark. */
export function ThemeButton({ theme, onNext }: ThemeButtonProps) {
  return (
    <button
      type="button"
      className="button theme-button"
      onClick={onNext}
      aria-label={`Colours: ${LABELS[theme]}`}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        {theme === 'auto' && <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />}
        {theme === 'dark' && <circle cx="8" cy="8" r="6.25" fill="currentColor" />}
      </svg>
      <span className="theme-name">{LABELS[theme]}</span>
    </button>
  );
}
