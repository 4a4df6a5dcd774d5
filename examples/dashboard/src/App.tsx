import { GradientDescentViz, type HeightScale } from 'gradient-descent-viz';
import { useEffect, useMemo, useState } from 'react';
import { type Choice, computeSocketUrl, formatChoice, parseChoice } from './choice.js';
import { createConnection } from './connection.js';
import { ConnectionStatus } from './ConnectionStatus.js';
import { HeightChoice } from './HeightChoice.js';
import { LogNavigation, LogSelect } from './LogNavigation.js';
import type { LogList } from './logList.js';
import { SpeedChoice } from './SpeedChoice.js';
import { ThemeButton } from './ThemeButton.js';
import { useTheme } from './useTheme.js';

/** Props of {@link App}. */
export interface AppProps {
  readonly list: LogList;
}

/** The dashboard: streams to choose from, and the one that is playing. */
export function App({ list }: AppProps) {
  const [choice, setChoice] = useState(() => parseChoice(location.search, list));
  const [theme, goToNextTheme] = useTheme();
  const [heightScale, setHeightScale] = useState<HeightScale>('linear');
  // A choice is a new object each time, so that the same one again plays again, into a new store.
  const connection = useMemo(() => createConnection(computeSocketUrl(choice, document.baseURI)), [choice]);
  useEffect(() => connection.connect(), [connection]);
  useEffect(() => history.replaceState(null, '', formatChoice(choice)), [choice]);

  const log = choice.liveUrl === null ? list.logs.find(({ id }) => id === choice.log) : undefined;
  const logChoice = {
    logs: list.logs,
    shown: log?.id ?? null,
    onChoose: (id: string) => setChoice({ ...choice, log: id, liveUrl: null }),
  };
  return (
    <div className="page">
      <header className="bar">
        <Logo />
        <p className="name">Gradient Descent</p>
        <ConnectionStatus store={connection.store} total={log?.messages ?? null} />
        <ThemeButton theme={theme} onNext={goToNextTheme} />
      </header>
      <LogNavigation {...logChoice} />
      <main className="main">
        <div className="tools">
          <Heading title={log?.title ?? 'Live'} detail={choice.liveUrl ?? choice.log} />
          <LogSelect {...logChoice} />
          <HeightChoice scale={heightScale} onChoose={setHeightScale} />
          <PlayTools choice={choice} onChange={setChoice} />
        </div>
        <div className="stage">
          <GradientDescentViz store={connection.store} theme={theme} heightScale={heightScale} />
        </div>
      </main>
    </div>
  );
}

function Heading({ title, detail }: { readonly title: string; readonly detail: string }) {
  return (
    <div className="heading">
      <h1>{title}</h1>
      <p>{detail}</p>
    </div>
  );
}

interface PlayToolsProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

function PlayTools({ choice, onChange }: PlayToolsProps) {
  const isLive = choice.liveUrl !== null;
  return (
    <div className="play">
      {!isLive && <SpeedChoice speed={choice.speed} onChoose={(speed) => onChange({ ...choice, speed })} />}
      <button type="button" className="button replay" onClick={() => onChange({ ...choice })}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.2 6.2A5.25 5.25 0 1 1 2.75 9M2.75 2.5v3.9h3.9" className="stroke" />
        </svg>
        {isLive ? 'Reconnect' : 'Replay'}
      </button>
    </div>
  );
}

function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path d="M6 8c3 13 8 15.5 20 15.5" className="logo-slope" />
      <circle cx="17.5" cy="22" r="4" className="logo-marker" />
    </svg>
  );
}
