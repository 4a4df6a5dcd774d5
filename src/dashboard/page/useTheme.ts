import { useEffect, useState } from 'react';

/** Theme of the page; `auto` is the system's. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'gradient-descent-dashboard:theme';
const NEXT: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

/** The page's theme, kept between visits, and a function that switches to the next one. */
export function useTheme(): [theme: Theme, goToNextTheme: () => void] {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    writeTheme(theme);
  }, [theme]);
  return [theme, () => setTheme(NEXT[theme])];
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto'; // storage may be forbidden
  }
}

function writeTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
}
