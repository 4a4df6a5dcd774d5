import { create } from 'zustand';
import { NO_RUN, reduceRun, type RunEvent, type RunState } from './runReducer';

interface DashboardState extends RunState {
  isDark: boolean;
  toggleDark: () => void;
  receive: (event: RunEvent) => void;
}

export const useStore = create<DashboardState>()((set) => ({
  ...NO_RUN,
  isDark: false,
  toggleDark: () => set((state) => ({ isDark: !state.isDark })),
  receive: (event) => set((state) => reduceRun(state, event)),
}));
