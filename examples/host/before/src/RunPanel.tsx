import { shallow } from 'zustand/shallow';
import { LossSurface } from './LossSurface';
import { useStore } from './useStore';

export function RunPanel() {
  const { path, surfaceSpec } = useStore((s) => ({ path: s.path, surfaceSpec: s.surfaceSpec }), shallow);
  const isFinished = useStore((s) => s.isFinished);
  return (
    <section className="rounded-2xl border border-slate-200 bg-white p-4 dark:border-slate-800 dark:bg-slate-900">
      <header className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-medium">Gradient descent</h2>
        <p className="text-sm text-slate-500 dark:text-slate-400">
          {path.length} points, {isFinished ? 'finished' : 'running'}
        </p>
      </header>
      <div className="h-96 overflow-hidden rounded-xl bg-slate-100 dark:bg-slate-800">
        <LossSurface path={path} surfaceSpec={surfaceSpec} />
      </div>
    </section>
  );
}
