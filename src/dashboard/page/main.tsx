import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'gradient-descent-viz/styles.css';
import { App } from './App.js';
import './dashboard.css';
import { fetchLogList } from './logList.js';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element #root.');
const root = createRoot(container);

fetchLogList().then(
  (list) =>
    root.render(
      <StrictMode>
        <App list={list} />
      </StrictMode>,
    ),
  (error: unknown) => root.render(<p className="failure">{String(error)} Is the server running?</p>),
);
