import { createRoot } from 'react-dom/client';
import '../src/ui/styles.css';
import * as stories from '../stories/HostData.stories.tsx';
const q = new URLSearchParams(location.search);
const Story = (stories as any)[q.get('s')!];
const theme = q.get('t') ?? 'light';
createRoot(document.getElementById('root')!).render(
  <div style={{ width: Number(q.get('w')), height: Number(q.get('h')) }}>{Story.render({}, { globals: { theme } })}</div>,
);
