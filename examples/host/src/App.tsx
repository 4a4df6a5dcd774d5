import { RunPanel } from './RunPanel';
import { ThemeToggle } from './ThemeToggle';
import { useBackend } from './useBackend';

export function App() {
  useBackend(import.meta.env.VITE_BACKEND ?? 'ws://127.0.0.1:8000/ws');
  return (
    <main className="mx-auto max-w-3xl space-y-4 p-4">
      <header className="flex items-center justify-between">
        <h1 className="text-xl font-semibold">Training</h1>
        <ThemeToggle />
      </header>
      <RunPanel />
    </main>
  );
}
