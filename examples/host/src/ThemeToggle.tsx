import { useEffect } from 'react';
import { useStore } from './useStore';

/** Dark mode as Tailwind's `darkMode: 'class'` has it: a class of `<html>`. */
export function ThemeToggle() {
  const isDark = useStore((s) => s.isDark);
  const toggleDark = useStore((s) => s.toggleDark);
  useEffect(() => {
    document.documentElement.classList.toggle('dark', isDark);
  }, [isDark]);
  return (
    <button
      type="button"
      onClick={toggleDark}
      className="rounded-lg border border-slate-300 px-3 py-1 text-sm dark:border-slate-700"
    >
      {isDark ? 'Light' : 'Dark'}
    </button>
  );
}
