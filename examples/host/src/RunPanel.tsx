import { GradientDescentViz } from 'gradient-descent-viz';
import { shallow } from 'zustand/shallow';
import { useStore } from './useStore';
import 'gradient-descent-viz/styles.css';

export function RunPanel() {
  const { path, surfaceSpec } = useStore((s) => ({ path: s.path, surfaceSpec: s.surfaceSpec }), shallow);
  const isFinished = useStore((s) => s.isFinished);
  const isDark = useStore((s) => s.isDark);
  return (
    <section className="rounded-2xl border border-slate-200 bg-white p-4 dark:border-slate-800 dark:bg-slate-900">
      <header className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-medium">Gradient descent</h2>
        <p className="text-sm text-slate-500 dark:text-slate-400">
          {path.length} points, {isFinished ? 'finished' : 'running'}
        </p>
      </header>
      <GradientDescentViz
        path={path}
        surface={surfaceSpec}
        finished={isFinished}
        theme={isDark ? 'dark' : 'light'}
        className="h-96 rounded-xl"
      />
    </section>
  );
}
